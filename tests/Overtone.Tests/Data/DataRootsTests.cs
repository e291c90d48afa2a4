using Overtone.Data;

namespace Overtone.Tests.Data;

public class DataRootsTests
{
    [Fact]
    public void The_option_names_the_only_folders() =>
        Assert.Equal(["/a", "b c"], DataRoots.Resolve($"/a{Path.PathSeparator} b c {Path.PathSeparator}"));

    [Fact]
    public void Without_an_option_the_default_comes_first()
    {
        var before = Environment.GetEnvironmentVariable(DataRoots.EnvironmentVariable);
        try
        {
            Environment.SetEnvironmentVariable(DataRoots.EnvironmentVariable, $"/x{Path.PathSeparator}/y");
            Assert.Equal([DataRoots.Default, "/x", "/y"], DataRoots.Resolve(option: null));
            Environment.SetEnvironmentVariable(DataRoots.EnvironmentVariable, value: null);
            Assert.Equal([DataRoots.Default], DataRoots.Resolve(option: null));
        }
        finally
        {
            Environment.SetEnvironmentVariable(DataRoots.EnvironmentVariable, before);
        }
    }
}
