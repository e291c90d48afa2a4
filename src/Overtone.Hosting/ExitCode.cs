namespace Overtone.Hosting;

/// <summary>What the program's exit code says.</summary>
public static class ExitCode
{
    /// <summary>Everything asked was done, whatever the verdicts say; no condition of <c>--fail-if</c> holds.</summary>
    public const int Success = 0;

    /// <summary>Something failed: a trial, a file, a check.</summary>
    public const int Failure = 1;

    /// <summary>The command line was wrong; nothing was done, unless <c>--fail-if</c> names a number that the finished run lacks.</summary>
    public const int Usage = 2;

    /// <summary>The run is complete, and a condition of <c>--fail-if</c> holds.</summary>
    public const int ConditionHeld = 3;

    /// <summary>The run was stopped by Ctrl-C; finished trials are kept.</summary>
    public const int Interrupted = 130;
}
