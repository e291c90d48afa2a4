namespace Overtone.Studies.Tests.Runs;

/// <summary>An input that stays open, as a worker's does, until everything asked for has been answered.</summary>
internal sealed class LingeringReader(string text, Func<bool> answered) : StringReader(text)
{
    public override string? ReadLine()
    {
        string? line = base.ReadLine();
        if (line is null)
            SpinWait.SpinUntil(answered, TimeSpan.FromSeconds(20));
        return line;
    }
}
