using Overtone.Data;
using Overtone.Data.Snapshots;
using Overtone.Files;

namespace Overtone.Tests.Data;

/// <summary>Each damaged input is refused in one sentence that names the file, the field, what was found and what was expected.</summary>
public class DamagedDataTests
{
    [Theory]
    [InlineData("crc.npz", "crc.npz", "entry images.npy", "the checksum ")]
    [InlineData("badhdr.npz", "badhdr.npz", "entry images.npy", "a damaged header")]
    [InlineData("idxneg", "train-images", "size of an image", "2147483647 rows of 3 pixels")]
    [InlineData("idxzero", "train-images", "size of an image", "1073741824 rows of 16 pixels")]
    public void Damaged_sets_are_refused(string name, string file, string field, string found)
    {
        var fault = Refusal(() =>
            DataSource.Open(Path.Combine(Cases.Damaged, name), [], cancellation: TestContext.Current.CancellationToken));

        Assert.EndsWith(file, fault.File, StringComparison.Ordinal);
        Assert.Equal(field, fault.Field);
        Assert.StartsWith(found, fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_whose_product_has_no_number_is_refused()
    {
        var fault = Refusal(() => NpyReader.Read(Path.Combine(Cases.Damaged, "npyover", "x.npy")));

        Assert.Equal(("shape", "(4294967, 4294967, 4294967)"), (fault.Field, fault.Found));
    }

    [Theory]
    [InlineData("npyover", "x.npy", "shape")]
    [InlineData("escnpy", "x.npy", "fortran_order")]
    public void Damaged_trainings_are_refused(string name, string file, string field)
    {
        var fault = Refusal(() =>
        {
            using var source = ArraySource.Open(Path.Combine(Cases.Damaged, name));
            return SavedTraining.Of(source);
        });

        Assert.EndsWith(file, fault.File, StringComparison.Ordinal);
        Assert.Equal(field, fault.Field);
    }

    [Fact]
    public void What_a_header_says_reaches_no_terminal_as_control_characters()
    {
        var fault = Refusal(() => NpyReader.Read(Path.Combine(Cases.Damaged, "escnpy", "x.npy")));

        Assert.Equal(Printable.Longest, fault.Found.Length);
        Assert.DoesNotContain(fault.Message, letter => char.IsControl(letter));
    }

    private static DataFormatException Refusal(Func<object> read)
    {
        var fault = Assert.Throws<DataFormatException>(read);
        Assert.Equal($"{fault.File}: {fault.Field}: found {fault.Found}, expected {fault.Expected}", fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
        return fault;
    }
}
