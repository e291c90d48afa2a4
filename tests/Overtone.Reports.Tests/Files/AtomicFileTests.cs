using Overtone.Reports.Files;

namespace Overtone.Reports.Tests.Files;

public class AtomicFileTests
{
    [Fact]
    public void A_failing_write_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new Folder();
        AtomicFile.WriteText(folder["file.txt"], "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder["file.txt"], temporary =>
        {
            File.WriteAllText(temporary, "half");
            throw new InvalidOperationException("interrupted");
        }));
        Assert.Equal(["file.txt"], folder.Files);
        Assert.Equal("old", File.ReadAllText(folder["file.txt"]));
    }

    [Fact]
    public void A_name_that_is_taken_by_a_folder_leaves_nothing()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder["taken"]);
        Assert.ThrowsAny<Exception>(() => AtomicFile.WriteText(folder["taken"], "text"));
        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData("../errors")]
    [InlineData("a b")]
    [InlineData("")]
    public void Only_plain_names_become_files(string name) =>
        Assert.Contains($"'{name}'", Assert.Throws<ArgumentException>(() => FileNames.Check("table", [name])).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_that_differ_by_case_only_are_refused() => Assert.Throws<ArgumentException>(() => FileNames.Check("table", ["errors", "Errors"]));
}
