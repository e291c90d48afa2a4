using Overtone.Studies.Runs;

namespace Overtone.Hosting.Terminal;

/// <summary>Asks the person at the terminal before something is done that cannot be undone.</summary>
internal static class Question
{
    /// <summary>Whether there is anybody to ask.</summary>
    public static bool CanBeAsked => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Asks; anything but yes is no.</summary>
    /// <exception cref="OperationCanceledException">Ctrl-C came instead of an answer.</exception>
    public static bool IsConfirmed(Output output, string text, CancellationToken cancellation)
    {
        output.Message($"{text} [y/N]");
        string answer = BackgroundWork.Run(Console.ReadLine, cancellation)?.Trim() ?? "";
        return answer.Equals("y", StringComparison.OrdinalIgnoreCase) || answer.Equals("yes", StringComparison.OrdinalIgnoreCase);
    }
}
