using Overtone.Data;

namespace Overtone.Tests.Data;

public sealed class DataAdviceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("digits.csv", "a table (CSV)", "np.loadtxt(\"digits.csv\"")]
    [InlineData("usps.MAT", "a MATLAB file", "loadmat(\"usps.MAT\")")]
    [InlineData("signs.h5", "an HDF5 file", "h5py.File(\"signs.h5\")")]
    [InlineData("signs.hdf5", "an HDF5 file", "h5py.File(\"signs.hdf5\")")]
    [InlineData("x_test.npy", "a NumPy array in a file of its own (.npy)", "x=np.load(\"x.npy\"), y=np.load(\"y.npy\")")]
    [InlineData("set.zip", "a packed archive", "unpack it first: unzip set.zip")]
    [InlineData("set.tar", "a packed archive", "unpack it first: tar -xf set.tar")]
    [InlineData("set.tar.gz", "a packed archive", "unpack it first: tar -xf set.tar.gz")]
    [InlineData("set.tgz", "a packed archive", "unpack it first: tar -xf set.tgz")]
    public void A_file_of_a_usual_kind_says_how_it_is_made_one_that_is_read(string name, string found, string remedy)
    {
        string path = _folder.Write($"set/{name}", "content");
        foreach (var (data, what) in new[] { (path, found), (_folder["set"], $"{found}, {name}") })
        {
            var fault = Fault(data);

            Assert.Equal((data, "content", what), (fault.File, fault.Field, fault.Found));
            Assert.Contains(remedy, fault.Expected, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', fault.Message);
            Assert.DoesNotContain("IDX", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_class_names_of_Cifar_alone_are_no_data_set()
    {
        _folder.Write("batches.meta", "names");

        Assert.Equal(
            $"{_folder.Path}: content: found the class names of CIFAR-10 (batches.meta) without its images, expected data_batch_1 to "
                + "data_batch_5 and test_batch beside them; copy the whole folder cifar-10-batches-py",
            Fault(_folder.Path).Message);
    }

    [Theory]
    [InlineData("pictures/deep/cat/1.png")]
    [InlineData("1.png")]
    public void A_table_beside_something_else_is_not_taken_for_the_data(string other)
    {
        _folder.Write("notes.csv", "a,b");
        _folder.Write(other, SampleImage.Png(2, 2));

        Assert.Equal("no data set", Fault(_folder.Path).Found);
    }

    [Fact]
    public void The_list_of_what_is_read_is_short() => Assert.InRange(Fault(_folder.Path).Expected.Length, 300, 450);

    private static DataFormatException Fault(string path) => Assert.Throws<DataFormatException>(() => DataSource.Open(path, []));
}
