using Overtone.Reports.Files;

namespace Overtone.Reports.Tests.Files;

public class FileNamesTests
{
    [Theory]
    [InlineData("../errors")]
    [InlineData("a b")]
    [InlineData("")]
    public void Only_plain_names_become_files(string name)
    {
        string message = Assert.Throws<ArgumentException>(() => FileNames.Check("table", [name])).Message;
        Assert.Contains($"'{name}'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_by_case_only_are_refused() =>
        Assert.Throws<ArgumentException>(() => FileNames.Check("table", ["errors", "Errors"]));
}
