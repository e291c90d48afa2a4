using Overtone.Hosting;

namespace Overtone.Cli.Tests;

/// <summary>
/// Bad input gets one clear line on the standard error, the right exit code, and no stack trace; nothing half-written stays.
/// </summary>
public sealed class ErrorTests : IDisposable
{
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("", "command: found none, expected one of studies, run, report, runs, compare, verify, store, audit, attack, defend, ")]
    [InlineData("nope", "'nope'")]
    [InlineData("--debug --quiet", "'--quiet'")]
    [InlineData("run nope", "'nope'")]
    [InlineData("run", "expected one of fprinciple-images")]
    [InlineData("run fprinciple-1d --colour red", "'--colour'")]
    [InlineData("run fprinciple-1d --widths -3", "--widths: found -3, expected a number of at least 1")]
    [InlineData("run fprinciple-1d --widths many", "--widths: found 'many', expected whole number")]
    [InlineData("run fprinciple-1d --activation tangent", "--activation: found 'tangent', expected tanh|relu")]
    [InlineData("run fprinciple-1d --steps 1", "--steps: found 1")]
    [InlineData("run fprinciple-1d --jobs 0", "--jobs: found 0, expected a whole number of at least 1")]
    [InlineData("run fprinciple-1d --threads 0", "--threads: found 0")]
    [InlineData("run fprinciple-1d --loss cross-entropy", "--loss: found cross-entropy")]
    [InlineData("run fprinciple-1d --preset fast", "fast")]
    [InlineData("run fprinciple-1d --stability 1", "--stability: found 1, expected a whole number from 2 to 100")]
    [InlineData("run fprinciple-1d --stability 5 --fail-if a<1", "--stability: found --fail-if as well, expected one of the two")]
    [InlineData("run trained-networks --stability 5", "'--stability'")]
    [InlineData("spectrum --demo --watch --stability 5", "'--stability' is not an option of spectrum")]
    [InlineData("run fprinciple-images --convolution 1,2", "--convolution: found 2 numbers")]
    [InlineData("audit", "audit: found no model, expected 'overtone audit MODEL --data FOLDER', or 'overtone audit --demo'")]
    [InlineData("audit --demo model.onnx", "--demo: found the model 'model.onnx' as well")]
    [InlineData("audit nowhere.onnx --data digits", "model: found 'nowhere.onnx', expected an existing ONNX or TorchScript file")]
    [InlineData("audit . --data digits", "model: found '.', expected a model file, not a folder")]
    [InlineData("audit --model model.onnx --data digits", "'--model' is not an option of audit; give the model without one")]
    [InlineData("data verify letters", "name: found 'letters'")]
    [InlineData("store prune", "--yes: found no terminal to ask for confirmation, expected --yes, or --dry-run")]
    [InlineData("store prune --yes --older-than soon", "--older-than: found 'soon', expected hours, days or weeks")]
    public void A_wrong_command_line_says_what_was_expected(string arguments, string message)
    {
        CommandLine.Result result = _program.Run(arguments);
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(message, result.Error);
        AssertReadable(result);
    }

    [Theory]
    [InlineData("report nowhere", "nowhere: no run here")]
    [InlineData("compare nowhere nowhere", "nowhere: no run here")]
    [InlineData("verify nowhere", "nowhere: no run here")]
    [InlineData("store nowhere", "nowhere: no such folder")]
    [InlineData("store prune --yes", "no runs in the current folder or below, so every trial would be deleted")]
    [InlineData("run fprinciple-images --data nowhere --preset smoke", "nowhere")]
    [InlineData("run fprinciple-images --data mnist --preset smoke", "overtone data get mnist")]
    public void Something_missing_is_named(string arguments, string message)
    {
        CommandLine.Result result = _program.Run(arguments);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains(message, result.Error);
        AssertReadable(result);
    }

    [Fact]
    public void A_model_without_images_is_not_audited_on_the_digits()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "model.onnx"), Path.Combine(_program.Folder, "model.onnx"));
        CommandLine.Result result = _program.Run("audit model.onnx");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("--data: found no images, expected a folder of labelled images or the name of a data set", result.Error);
        AssertReadable(result);
    }

    [Fact]
    public void A_run_folder_with_other_files_is_refused()
    {
        File.WriteAllText(Path.Combine(_program.Folder, "thesis.tex"), "years of work");
        CommandLine.Result result = _program.Run("run fprinciple-parity --preset smoke --out .");
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("contains other files and no run", result.Error);
    }

    [Theory]
    [InlineData("--store", "", "the trial store cannot be written")]
    [InlineData("--out", "/run", "the run folder cannot be written")]
    public void A_folder_that_cannot_be_written_is_named(string option, string below, string message)
    {
        string file = Path.Combine(_program.Folder, "file");
        File.WriteAllText(file, "");
        CommandLine.Result result = _program.Run($"run fprinciple-parity --preset smoke {option} {file}{below}");
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains($"{file}{below}: {message}", result.Error);
        AssertReadable(result);
    }

    [Fact]
    public void A_damaged_data_set_is_named_with_field_and_expectation()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_program.Folder, "broken")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "data_batch_1.bin"), new byte[3073 + 5]);
        CommandLine.Result result = _program.Run("run fprinciple-images --data broken --preset smoke");
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("found 3,078 bytes, expected a positive multiple of 3,073", result.Error);
        Assert.False(Directory.Exists(Path.Combine(_program.Folder, "runs")));
        AssertReadable(result);
    }

    [Fact]
    public void A_full_disk_ends_the_run_at_its_first_trial_and_leaves_nothing_half_written()
    {
        string disk = Directory.CreateDirectory(Path.Combine(_program.Folder, "disk")).FullName;
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Mount("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk),
            "needs the right to mount a small file system");
        try
        {
            CommandLine.Result result = _program.Run($"run fprinciple-parity --preset smoke --jobs 1 --store {disk} --out a");
            Assert.Equal(ExitCode.Failure, result.ExitCode);
            Assert.Equal(1, result.Error.Split("No space left on device").Length - 1);
            Assert.DoesNotContain("   at ", result.Error);
            Assert.InRange(Count("started") - Count("finished"), 0, 1);
            Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(disk, "partial")));
            Assert.False(File.Exists(Path.Combine(_program.Folder, "a", "report.html")));
        }
        finally
        {
            Mount("umount", disk);
        }

        int Count(string kind) =>
            File.ReadLines(Path.Combine(_program.Folder, "a", "progress.jsonl"))
                .Count(line => line.Contains($"\"{kind}\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(24)]
    [InlineData(200)]
    public void A_full_disk_under_the_run_s_folder_ends_it_with_one_sentence(int kibibytes)
    {
        string disk = Directory.CreateDirectory(Path.Combine(_program.Folder, "disk")).FullName;
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Mount("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", disk),
            "needs the right to mount a small file system");
        try
        {
            CommandLine.Result result = _program.Run($"run fprinciple-parity --preset smoke --out {disk}/a");
            Assert.Equal(ExitCode.Failure, result.ExitCode);
            Assert.Equal(1, result.Error.Split("No space left on device").Length - 1);
            Assert.DoesNotContain("   at ", result.Error);
            Assert.DoesNotContain(
                "\"finished\":\"",
                File.Exists($"{disk}/a/run.json") ? File.ReadAllText($"{disk}/a/run.json") : "",
                StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFiles(disk, "*.partial", SearchOption.AllDirectories));
        }
        finally
        {
            Mount("umount", disk);
        }
    }

    [Fact]
    public void A_store_on_a_read_only_disk_is_named_at_once()
    {
        string disk = Directory.CreateDirectory(Path.Combine(_program.Folder, "disk")).FullName;
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Mount("mount", "-t", "tmpfs", "tmpfs", disk), "needs the right to mount a file system");
        try
        {
            foreach (string folder in new[] { "locks", "partial", "checkpoints" })
                Directory.CreateDirectory(Path.Combine(disk, folder));
            Mount("mount", "-o", "remount,ro", disk);
            CommandLine.Result result = _program.Run($"run fprinciple-parity --preset smoke --store {disk} --out a");
            Assert.Equal(ExitCode.Failure, result.ExitCode);
            Assert.Contains("Read-only file system", result.Error);
            AssertReadable(result);
        }
        finally
        {
            Mount("umount", disk);
        }
    }

    private static bool Mount(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static void AssertReadable(CommandLine.Result result)
    {
        Assert.DoesNotContain("   at ", result.Error);
        Assert.DoesNotContain("Exception", result.Error);
        Assert.Empty(result.Output);
    }
}
