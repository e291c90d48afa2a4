using Overtone.Studies.Runs;

namespace Overtone.Hosting.Terminal;

/// <summary>Shows how work comes along: as live bars on a terminal, as plain lines in a pipe or a log.</summary>
/// <param name="output">Where the command writes.</param>
/// <param name="quiet">Whether nothing but warnings and errors is shown.</param>
internal sealed class ProgressOutput(Output output, bool quiet)
{
    /// <summary>Says something in one line.</summary>
    public void Tell(string text)
    {
        if (!quiet)
            output.Message(text);
    }

    /// <summary>Shows the progress of some work.</summary>
    /// <param name="progress">Counts what is done.</param>
    /// <param name="work">The work, which tells an observer.</param>
    public T Follow<T>(RunProgress progress, Func<IRunObserver, T> work) =>
        !quiet && output.Messages.Profile.Capabilities.Interactive && output.Messages.Profile.Out.IsTerminal
            ? LiveObserver.While(output, progress, "planning", work)
            : work(new PlainObserver(output, progress, quiet));
}
