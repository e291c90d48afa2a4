namespace Overtone.Cli.Tests;

/// <summary>Where a comma stands before decimals, and digits are grouped by points, every output is the same to the byte.</summary>
public sealed class CultureTests : IDisposable
{
    // The tool is built without data of other cultures; other people's programs over the same host are not.
    private static readonly (string, string) WithCultures = ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0");
    private static readonly (string, string) Plain = ("LC_ALL", "C"), German = ("LC_ALL", "de_DE.UTF-8");
    private static readonly bool HasCultures = OperatingSystem.IsLinux()
        && new[] { "/usr/lib", "/lib" }.Any(folder => Directory.Exists(folder)
            && Directory.EnumerateFiles(folder, "libicuuc.so*", new EnumerationOptions { RecurseSubdirectories = true }).Any());

    private readonly CommandLine _program = new(CommandLine.SharedStore);

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("run audit --preset smoke")]
    [InlineData("run spectral-bias-sines --preset smoke")]
    [InlineData("spectrum --demo --preset smoke")]
    public void A_run_gives_the_same_bytes(string command)
    {
        Assert.SkipUnless(HasCultures, "the culture does not come from the environment here");
        string plain = Files(command, Plain, "plain"), german = Files(command, German, "german");
        // The second run finds all trials in the store, so that only the first can have heard libraries complain.
        string[] files =
        [
            .. Directory.EnumerateFiles(plain, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(plain, file))
                .Where(file => Path.GetFileName(file) is not ("run.json" or "progress.jsonl" or "errors.log" or "report.html" or ".lock")),
        ];
        Assert.NotEmpty(files);
        Assert.All(
            files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(plain, file)), File.ReadAllBytes(Path.Combine(german, file))));
        Assert.Equal(Report(plain), Report(german));
    }

    [Theory]
    [InlineData("audit --help all")]
    [InlineData("studies")]
    [InlineData("data list")]
    [InlineData("run audit --preset smoke --dry-run")]
    public void A_page_is_the_same(string command)
    {
        Assert.SkipUnless(HasCultures, "the culture does not come from the environment here");
        Assert.Equal(_program.Succeed(command, WithCultures, Plain).Output, _program.Succeed(command, WithCultures, German).Output);
    }

    private string Files(string command, (string, string) culture, string name)
    {
        CommandLine.Result result = _program.Succeed($"{command} --jobs 1 --quiet --out {name}/run", WithCultures, culture);
        File.WriteAllLines(Path.Combine(_program.Folder, name, "run", "terminal.txt"), result.Output.Split('\n')[..^2]);
        return Path.Combine(_program.Folder, name, "run");
    }

    // Without the command line and the times.
    private static string[] Report(string run) =>
    [
        .. File.ReadAllLines(Path.Combine(run, "report.html"))
            .Where(line => !line.Contains(" UTC", StringComparison.Ordinal) && !line.Contains("--out", StringComparison.Ordinal)),
    ];
}
