namespace Overtone.Cli.Tests;

/// <summary>
/// An audit end to end: killed at random moments and resumed, whatever the number of jobs, its tables have the same bytes.
/// </summary>
public sealed class AuditRunTests : IDisposable
{
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_killed_audit_loses_and_repeats_nothing_and_ends_with_the_same_bytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kills process groups with a Linux tool");
        string model = Path.Combine(AppContext.BaseDirectory, "Fixtures", "digits.onnx");
        string audit =
            $"run audit --model {model} --data digits --images 40 --norm 2 --batch-size 16 --corruptions gaussian_noise,frost "
            + "--quiet";
        _program.Succeed($"{audit} --jobs 1 --store s1 --out undisturbed");
        var killed = new KilledRun(_program, $"{audit} --jobs 2", "killed");
        killed.Kill(times: 3, new Random(2));
        killed.Finish();
        _program.AssertSameTables("undisturbed", "killed");
    }
}
