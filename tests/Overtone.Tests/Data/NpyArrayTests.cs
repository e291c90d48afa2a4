using Overtone.Data;

namespace Overtone.Tests.Data;

public sealed class NpyArrayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void What_is_not_finite_is_an_error_that_says_where(float value, string found)
    {
        NpyWriter.Write<float>(_folder["x.npy"], [0, 0, 0, 0, value, 0], 2, 3);
        Fault(found);
        NpyWriter.Write<double>(_folder["x.npy"], [0, 0, 0, 0, value, 0], 2, 3);
        Fault(found);
        NpyWriter.Write<Half>(_folder["x.npy"], [Half.Zero, Half.Zero, Half.Zero, Half.Zero, (Half)value, Half.Zero], 2, 3);
        Fault(found);
    }

    [Fact]
    public void Floats_are_not_whole_numbers()
    {
        NpyWriter.Write<float>(_folder["x.npy"], [1], 1);

        Assert.Equal("dtype", Assert.Throws<DataFormatException>(() => NpyReader.Read(_folder["x.npy"]).ToIntegers()).Field);
    }

    [Fact]
    public void A_wrong_rank_says_what_the_dimensions_mean()
    {
        NpyWriter.Write<byte>(_folder["x.npy"], [1, 2], 1, 2);
        var array = NpyReader.Read(_folder["x.npy"]);
        array.RequireRank((2, "[sample, output]"));

        Assert.Equal(
            $"{_folder["x.npy"]}: shape: found (1, 2), "
            + "expected rank 3 [epoch, sample, output] or rank 1 [sample] (use array.reshape)",
            Assert.Throws<DataFormatException>(() => array.RequireRank((3, "[epoch, sample, output]"), (1, "[sample]"))).Message);
    }

    private void Fault(string found)
    {
        var fault = Assert.Throws<DataFormatException>(() => NpyReader.Read(_folder["x.npy"]));

        Assert.Equal((_folder["x.npy"], "element [1, 1]", found), (fault.File, fault.Field, fault.Found));
    }
}
