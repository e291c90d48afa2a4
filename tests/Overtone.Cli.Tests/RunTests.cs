using System.Diagnostics;
using System.Text.Json;
using Overtone.Hosting;

namespace Overtone.Cli.Tests;

/// <summary>The program end to end: runs, resumes, reports, verifies, compares.</summary>
public sealed class RunTests : IDisposable
{
    private const string Smoke = "run fprinciple-parity --preset smoke --quiet --out ";
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_run_writes_report_figures_tables_and_verdicts()
    {
        CommandLine.Result result = _program.Succeed(Smoke + "runs/a");
        string[] files =
        [
            "run.json", "progress.jsonl", "verdicts.json", "report.html", "figures/spectra.png", "figures/spectra.svg",
            "tables/spectra.parquet", "tables/spectra.csv",
        ];
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(_program.Folder, "runs", "a", file)), file));
        Assert.Contains("report.html", result.Output);
    }

    [Fact]
    public void Json_is_all_that_reaches_the_standard_output()
    {
        CommandLine.Result result = _program.Run(Smoke + "runs/a --json");
        using JsonDocument verdicts = JsonDocument.Parse(result.Output);
        Assert.Equal("fprinciple-parity", verdicts.RootElement.GetProperty("study").GetString());
    }

    [Fact]
    public void Tables_do_not_depend_on_the_number_of_jobs()
    {
        _program.Succeed(Smoke + "one --jobs 1 --store s1");
        _program.Succeed(Smoke + "two --jobs 2 --store s2");
        _program.AssertSameTables("one", "two");
    }

    [Fact]
    public void Verify_finds_the_same_numbers_and_compare_the_differing_option()
    {
        _program.Run(Smoke + "runs/a");
        _program.Run(Smoke + "runs/b --seed 5");
        Assert.Contains("same", _program.Succeed("verify runs/a --tolerance 0 --quiet").Output);
        CommandLine.Result compare = _program.Run("compare runs/a runs/b");
        Assert.Contains("seed", compare.Output);
        Assert.DoesNotContain("learningRate", compare.Output);
        Assert.Contains("runs/a", _program.Run("runs").Output);
        RunsJudgedByAnotherRuleAreNotCompared(Path.Combine(_program.Folder, "runs", "b", "verdicts.json"));
    }

    private void RunsJudgedByAnotherRuleAreNotCompared(string verdicts)
    {
        string today = File.ReadAllText(verdicts);
        File.WriteAllText(verdicts, today.Replace("\"rule\": 2,", "", StringComparison.Ordinal));
        CommandLine.Result refused = _program.Run("compare runs/a runs/b");
        Assert.Equal(ExitCode.Failure, refused.ExitCode);
        Assert.Contains("judged by rule 1, expected rule 2; judge them again with 'overtone report runs/b'", refused.Error);
        _program.Succeed("report runs/b");
        Assert.Equal(today, File.ReadAllText(verdicts));
        _program.Succeed("compare runs/a runs/b");
    }

    [Fact]
    public void Without_a_terminal_progress_is_plain_lines_and_no_escape_codes()
    {
        CommandLine.Result result = _program.Run(Smoke.Replace("--quiet ", "") + "runs/a");
        Assert.Contains("100 %", result.Error);
        Assert.DoesNotContain("\u001b", result.Error + result.Output);
    }

    /// <summary>
    /// The short form of the trial by fire: kill -9 at two moments, then the same command, with a checkpoint at every step.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_killed_run_loses_and_repeats_nothing_and_ends_with_the_same_bytes(int jobs)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kills process groups with a Linux tool");
        string study = $"run fprinciple-parity --draws 5 --steps 50 --quiet --jobs {jobs} --checkpoint-seconds 0";
        _program.Succeed($"{study} --store s1 --out undisturbed");
        var killed = new KilledRun(_program, study, "killed");
        killed.Kill(times: 2, new Random(jobs));
        killed.Finish();
        _program.AssertSameTables("undisturbed", "killed");
    }

    [Fact]
    public void Interrupted_by_ctrl_c_it_keeps_finished_trials_and_says_so()
    {
        ControlC.SkipUnlessHeard();
        using Process process = _program.Start("run fprinciple-parity --draws 6 --steps 4000 --quiet --jobs 1 --out runs/a".Split(' '));
        string progress = Path.Combine(_program.Folder, "runs", "a", "progress.jsonl");
        Assert.True(
            SpinWait.SpinUntil(
                () => process.HasExited || (File.Exists(progress) && new FileInfo(progress).Length > 0),
                TimeSpan.FromMinutes(1)),
            "no trial was started");
        ControlC.Send(process);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        string messages = process.StandardError.ReadToEnd();
        Assert.Contains("run the same command again", messages);
        Assert.DoesNotContain("overtone:", messages);
    }
}
