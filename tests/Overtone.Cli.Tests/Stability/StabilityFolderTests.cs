using Overtone.Hosting.Stability;

namespace Overtone.Cli.Tests.Stability;

public sealed class StabilityFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("overtone-stability-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_one_an_empty_one_and_one_of_the_same_seeds_are_taken()
    {
        StabilityFolder.RefuseOthers(Path.Combine(_folder, "new"), 1);
        StabilityFolder.RefuseOthers(_folder, 1);
        Directory.CreateDirectory(Path.Combine(_folder, "seed-2001"));
        File.WriteAllText(Path.Combine(_folder, StabilityFolder.FileName), "{}");
        StabilityFolder.RefuseOthers(_folder, 1);
        Assert.Equal([Path.Combine(_folder, "seed-2001")], StabilityFolder.RunsIn(_folder));
    }

    [Theory]
    [InlineData("thesis.tex")]
    [InlineData("run.json")]
    [InlineData("seed-1")]
    [InlineData("seed-6")]
    [InlineData("seed-x")]
    public void Anything_else_is_refused(string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder, name));
        Assert.Contains(
            "contains files other than runs whose seeds count up from 5;",
            Assert.Throws<IOException>(() => StabilityFolder.RefuseOthers(_folder, 5)).Message);
    }
}
