using Overtone.Hosting.Stability;

namespace Overtone.Cli.Tests.Stability;

public class SetArgumentsTests
{
    [Theory]
    [InlineData("run coin --stability 5")]
    [InlineData("run coin --stability=5 --out a --seed 3")]
    [InlineData("run coin -o a --stability:5")]
    [InlineData("run --out=a coin --seed=3 -oa --stability 5")]
    public void The_command_line_of_one_set_names_its_seed_and_folder(string all) =>
        Assert.Equal("run coin --seed 1003 --out a/seed-1003", Of(all));

    [Fact]
    public void Everything_else_stays() => Assert.Equal(
        "run coin --stability-of x --outer --jobs 2 --seed 7 --out b", Of("run coin --stability-of x --outer --jobs 2", 7, "b"));

    private static string Of(string all, long seed = 1003, string folder = "a/seed-1003") =>
        string.Join(' ', SetArguments.Of(all.Split(' '), seed, folder));
}
