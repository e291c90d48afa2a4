namespace Overtone.Data;

/// <summary>A data set that could not be downloaded. The message gives the reason for every address tried.</summary>
/// <remarks>Source: Overtone's own.</remarks>
public sealed class DataDownloadException : Exception
{
    /// <summary>Describes a failure.</summary>
    /// <param name="subject">The data set or address.</param>
    /// <param name="reason">What went wrong.</param>
    /// <param name="innerException">The error behind it, if any.</param>
    public DataDownloadException(string subject, string reason, Exception? innerException = null)
        : base($"{subject}: {reason}", innerException)
    {
        Subject = subject;
        Reason = reason;
    }

    /// <summary>The data set or address.</summary>
    public string Subject { get; }

    /// <summary>What went wrong.</summary>
    public string Reason { get; }
}
