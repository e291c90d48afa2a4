using System.Diagnostics;
using System.Text.RegularExpressions;
using Overtone.Studies.Runs;

namespace Overtone.Studies.Tests.Runs;

public sealed class ProcessMarkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Own => ProcessMark.NewName();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_living_process_is_not_gone()
    {
        Assert.False(ProcessMark.IsGone(Own));
        Assert.True(ProcessMark.Marks(Own));
        Assert.NotEqual(Own, Own);
    }

    [Fact]
    public void A_process_that_has_ended_here_is_gone()
    {
        using Process ended = Process.Start(new ProcessStartInfo("true"))!;
        ended.WaitForExit();
        Assert.True(ProcessMark.IsGone(With("process", $"{ended.Id}")));
    }

    [Fact]
    public void A_process_whose_number_another_one_has_now_is_gone() => Assert.True(ProcessMark.IsGone(With("start", "1")));

    [Theory]
    [InlineData("place", "0123456789ab")]
    [InlineData("place", "elsewhere")]
    public void What_another_host_container_or_boot_has_made_is_never_gone(string part, string value) =>
        Assert.False(ProcessMark.IsGone(With(part, value).Replace($"-{Environment.ProcessId}-", "-999999999-", StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("2147483647-x")]
    [InlineData("1234-0a1b2c3d4e5f60718293a4b5c6d7e8f9")]
    [InlineData("report.html")]
    public void Other_names_are_nobody_s(string name)
    {
        Assert.False(ProcessMark.Marks(name));
        Assert.False(ProcessMark.IsGone(name));
    }

    [Fact]
    public void A_store_removes_only_what_is_certainly_left_over()
    {
        var store = new TrialStore(_folder["store"]);
        string dead = With("start", "1"),
            elsewhere = With("place", "0123456789ab").Replace($"-{Environment.ProcessId}-", "-999999999-", StringComparison.Ordinal);
        string[] kept = [elsewhere, Own, "2147483647-x"];
        foreach (string name in kept.Append(dead))
        {
            Directory.CreateDirectory(Path.Combine(store.Folder, "partial", name));
            File.WriteAllText(Path.Combine(store.Folder, "checkpoints", $".key.bin.{name}.partial"), "");
        }

        store.RemoveLeftovers();
        Assert.Equal(
            kept.Order(),
            Directory.GetDirectories(Path.Combine(store.Folder, "partial")).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(kept.Length, Directory.GetFiles(Path.Combine(store.Folder, "checkpoints")).Length);
    }

    [Fact]
    public void Nothing_beyond_a_link_in_a_run_s_folder_is_removed()
    {
        string outside = Directory.CreateDirectory(_folder["outside"]).FullName, run = Directory.CreateDirectory(_folder["run"]).FullName;
        string leftover = $".report.html.{With("start", "1")}.partial";
        foreach (string file in new[] { Path.Combine(outside, leftover), Path.Combine(run, leftover), Path.Combine(run, ".mine.partial") })
            File.WriteAllText(file, "");
        Directory.CreateSymbolicLink(Path.Combine(run, "tables"), outside);
        AtomicFile.RemoveLeftovers(run);
        Assert.True(File.Exists(Path.Combine(outside, leftover)));
        Assert.True(File.Exists(Path.Combine(run, ".mine.partial")));
        Assert.False(File.Exists(Path.Combine(run, leftover)));
    }

    /// <summary>A name made by a process that is gone.</summary>
    internal static string OfGoneProcess() => With("start", "1");

    private static string With(string part, string value)
    {
        Match mark = Regex.Match(Own, "(?<place>[^-]+)-(?<process>[0-9]+)-(?<start>[0-9]+)-(?<random>.+)");
        Assert.SkipUnless(mark.Groups["place"].Value != "elsewhere", "needs Linux: elsewhere nothing is certain, and nothing removed");
        string Of(string name) => name == part ? value : mark.Groups[name].Value;
        return $"{Of("place")}-{Of("process")}-{Of("start")}-{Of("random")}";
    }
}
