using System.IO.Compression;
using Overtone.Models;

namespace Overtone.Tests.Models;

public sealed class ClassifierFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rgb.onnx", "model.pt", "ONNX Runtime")]
    [InlineData("rgb.pt", "model.onnx", "TorchScript")]
    [InlineData("rgb.pt", "model", "TorchScript")]
    public void The_content_decides_not_the_name(string file, string name, string backend)
    {
        File.Copy(Fixture.Path(file), _folder[name]);
        using var classifier = ClassifierFile.Open(_folder[name], options: Fixture.Rgb8x8);

        Assert.Equal(backend, classifier.Description.Backend);
        Assert.IsType<IDifferentiableClassifier>(classifier, exactMatch: false);
    }

    [Fact]
    public void The_side_file_is_read_unless_a_description_is_given()
    {
        File.Copy(Fixture.Path("rgb.pt"), _folder["net.pt"]);
        _folder.Write("net.json", """{ "height": 8, "width": 8, "classNames": ["a", "b", "c", "d"] }""");
        using var described = ClassifierFile.Open(_folder["net.pt"]);
        using var given = ClassifierFile.Open(_folder["net.pt"], InputSpec.Default, Fixture.Rgb8x8);

        Assert.Equal(["a", "b", "c", "d"], described.ClassNames);
        Assert.Empty(given.ClassNames);
    }

    [Fact]
    public void A_side_file_with_an_unknown_field_is_an_error_of_that_file()
    {
        File.Copy(Fixture.Path("rgb.onnx"), _folder["net.onnx"]);
        var side = _folder.Write("net.json", """{ "heigth": 8 }""");

        var fault = Assert.Throws<ModelFormatException>(() => ClassifierFile.Open(_folder["net.onnx"]));
        Assert.Equal((side, "heigth"), (fault.File, fault.Field));
        Assert.Contains("perhaps height", fault.Expected);
    }

    [Theory]
    [InlineData("state_dict.pth")]
    [InlineData("state_dict_legacy.pth")]
    public void A_state_dict_says_how_to_export_the_network(string file)
    {
        var fault = Fault(Fixture.Path(file));

        Assert.Contains("state_dict", fault.Found);
        Assert.Contains("model.eval()", fault.Expected);
        Assert.Contains("torch.onnx.export(", fault.Expected);
    }

    public static TheoryData<string, byte[]> OtherKinds => new()
    {
        { "safetensors", [16, 0, 0, 0, 0, 0, 0, 0, .. "{\"w\":{\"dtype\":1}}"u8, 0, 0] },
        { "HDF5", [0x89, .. "HDF\r\n\x1a\n"u8, 0, 0] },
        { "TensorFlow Lite", [0x1c, 0, 0, 0, .. "TFL3"u8, 0, 0] },
        { "own format", [0x1c, 0, 0, 0, .. "ORTM"u8, 0, 0] },
        { "GGUF", [.. "GGUF"u8, 3, 0, 0, 0] },
        { "NumPy", [0x93, .. "NUMPY"u8, 1, 0] },
        { "Python pickle", [0x80, 4, 0x95, 0, 0] },
        { "empty", [] },
        { "damaged", [.. "PK\u0003\u0004"u8, 1, 2, 3] },
        { "TensorFlow Lite", [.. "LITERT_INTEGER_ONLY_COMPRESSED_DATA_"u8, 0, 0] },
        { "begins with the text \"import torch\", which", "\timport\n torch\n"u8.ToArray() },
        { "begins with the text \"hello", [.. "hello, a long text that is cut in a letter: "u8[..39], .. "\u00e9"u8] },
        { "begins with the bytes ff", [0xff] },
        { "begins with the bytes 0001020304050607, which", [.. "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008"u8] },
    };

    [Theory]
    [MemberData(nameof(OtherKinds))]
    public void Files_of_another_kind_are_called_by_their_names(string kind, byte[] content) =>
        Assert.Contains(kind, Fault(_folder.Write("model.onnx", content)).Found);

    [Theory]
    [InlineData("without a model", "readme.txt")]
    [InlineData("NumPy", "images.npy")]
    [InlineData("Keras", "config.json", "model.weights.h5")]
    [InlineData("torch.export", "model/archive_format", "model/models/model.json")]
    [InlineData("PyTorch pickle", "archive/data.pkl", "archive/version")]
    public void Archives_are_told_apart_by_what_is_inside(string kind, params string[] entries)
    {
        using (var archive = ZipFile.Open(_folder["model.pt"], ZipArchiveMode.Create))
        {
            foreach (var entry in entries)
                archive.CreateEntry(entry);
        }

        Assert.Contains(kind, Fault(_folder["model.pt"]).Found);
    }

    [Fact]
    public void A_missing_file_is_an_error() =>
        Assert.Equal("file", Assert.Throws<ModelFormatException>(() => ClassifierFile.Open(_folder["none.onnx"])).Field);

    [Fact]
    public void A_folder_is_an_error_and_a_SavedModel_says_how_to_convert_it()
    {
        Assert.Contains("a folder", Fault(_folder.Path).Found);

        _folder.Write("saved_model.pb", 1, 2, 3);
        Assert.Contains("tf2onnx", Fault(_folder.Path).Expected);
    }

    [Theory]
    [InlineData("rgb.onnx")]
    [InlineData("rgb.pt")]
    public void A_file_cut_anywhere_is_an_error(string file)
    {
        var whole = File.ReadAllBytes(Fixture.Path(file));
        for (var length = 0; length < whole.Length; length += 97)
        {
            var path = _folder.Write("cut", whole[..length]);
            var fault = Assert.Throws<ModelFormatException>(() => ClassifierFile.Open(path, null, Fixture.Rgb8x8));
            Assert.Equal(path, fault.File);
        }
    }

    [Fact]
    public void A_file_with_a_byte_changed_opens_or_is_an_error()
    {
        foreach (var file in new[] { "rgb.onnx", "rgb.pt" })
        {
            var bytes = File.ReadAllBytes(Fixture.Path(file));
            for (var index = 0; index < bytes.Length; index += 41)
            {
                var changed = bytes.ToArray();
                changed[index] ^= 0x55;
                try
                {
                    ClassifierFile.Open(_folder.Write("changed", changed), null, Fixture.Rgb8x8).Dispose();
                }
                catch (ModelFormatException)
                {
                    // Named as it should be; any other exception fails the test.
                }
            }
        }
    }

    [Fact]
    public void Random_bytes_are_an_error()
    {
        using var generator = RandomStreams.Create(1, "bytes");
        for (var round = 0; round < 50; round++)
        {
            using var noise = TorchSharp.torch.randint(256, [1000], TorchSharp.torch.ScalarType.Byte, generator: generator);
            var path = _folder.Write("noise.onnx", noise.bytes.ToArray());
            Assert.Throws<ModelFormatException>(() => ClassifierFile.Open(path, null, Fixture.Rgb8x8));
        }
    }

    [Fact]
    public void The_files_a_model_depends_on_are_itself_its_outer_weights_and_its_side_file()
    {
        File.Copy(Fixture.Path("rgb.pt"), _folder["net.pt"]);
        Assert.Equal([_folder["net.pt"]], ClassifierFile.FilesOf(_folder["net.pt"]));

        var side = _folder.Write("net.json", "{}");
        Assert.Equal([_folder["net.pt"], side], ClassifierFile.FilesOf(_folder["net.pt"]));

        var weights = _folder.Write("weights.bin", 1);
        var model = _folder.Write("net.onnx", SampleOnnx.WithExternalWeights("weights.bin", "weights.bin"));
        Assert.Equal([model, weights, side], ClassifierFile.FilesOf(model));
        Assert.Throws<ModelFormatException>(() => ClassifierFile.FilesOf(side));
    }

    private static ModelFormatException Fault(string path)
    {
        var fault = Assert.Throws<ModelFormatException>(() => ClassifierFile.Open(path));
        Assert.Equal((path, "kind of file"), (fault.File, fault.Field));
        return fault;
    }
}
