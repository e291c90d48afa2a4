using Overtone.Models;

namespace Overtone.Tests.Models.Onnx;

public sealed class OnnxExternalDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("weights/../../secret")]
    [InlineData("..\\secret")]
    [InlineData("/etc/passwd")]
    [InlineData("/dev/zero")]
    [InlineData("*/_ORT_MEM_ADDR_/*")]
    [InlineData(".")]
    [InlineData("")]
    public void Weights_outside_the_models_folder_are_refused_before_they_are_hashed(string location)
    {
        string model = _folder.Write("model/a.onnx", SampleOnnx.WithExternalWeights(location));

        foreach (Action look in (Action[])
            [() => ClassifierFile.FilesOf(model), () => ClassifierFile.Open(model), () => OnnxClassifier.Open(model)])
        {
            var fault = Assert.Throws<ModelFormatException>(look);
            Assert.Equal(("location of external data", $"\"{location}\""), (fault.Field, fault.Found));
        }
    }

    [Theory]
    [InlineData("attribute")]
    [InlineData("branch")]
    [InlineData("branch of a branch")]
    [InlineData("sparse tensor")]
    [InlineData("function")]
    public void A_tensor_may_stand_anywhere_in_the_model(string index)
    {
        string bad = _folder.Write("bad.onnx", SampleOnnx.WithHiddenWeights(index, "../secret"));
        string good = _folder.Write("good.onnx", SampleOnnx.WithHiddenWeights(index, "weights.bin"));
        string weights = _folder.Write("weights.bin", [1, 2, 3]);

        Assert.Equal("location of external data", Assert.Throws<ModelFormatException>(() => ClassifierFile.FilesOf(bad)).Field);
        Assert.Equal([good, weights], ClassifierFile.FilesOf(good));
    }

    [Fact]
    public void A_link_that_leads_out_is_refused_and_one_that_stays_is_followed()
    {
        string outside = _folder.Write("outside/weights.bin", [1]);
        string model = _folder.Write("model/a.onnx", SampleOnnx.WithExternalWeights("weights.bin"));
        File.CreateSymbolicLink(_folder["model/weights.bin"], outside);
        Assert.Equal("location of external data", Assert.Throws<ModelFormatException>(() => ClassifierFile.FilesOf(model)).Field);

        File.Delete(_folder["model/weights.bin"]);
        _folder.Write("model/real/w.bin", [1]);
        File.CreateSymbolicLink(_folder["model/weights.bin"], "real/w.bin");
        Assert.Equal([model, _folder["model/weights.bin"]], ClassifierFile.FilesOf(model));
    }

    [Fact]
    public void In_a_folder_of_links_the_weights_may_lie_where_the_model_does()
    {
        string model = _folder.Write("blobs/1", SampleOnnx.WithExternalWeights("weights.bin"));
        string weights = _folder.Write("blobs/2", [1]);
        Directory.CreateDirectory(_folder["snapshot"]);
        File.CreateSymbolicLink(_folder["snapshot/a.onnx"], model);
        File.CreateSymbolicLink(_folder["snapshot/weights.bin"], weights);

        Assert.Equal(2, ClassifierFile.FilesOf(_folder["snapshot/a.onnx"]).Count);
    }

    [Fact]
    public void Weights_that_are_missing_are_named()
    {
        string model = _folder.Write("fer_model.onnx", SampleOnnx.WithExternalWeights("fer_model.onnx.data"));
        string expected = $"{model}: weights: found no file fer_model.onnx.data beside the model, expected it there; copy it to the same "
            + "folder";

        foreach (Action look in (Action[])
            [() => ClassifierFile.FilesOf(model), () => ClassifierFile.Open(model), () => OnnxClassifier.Open(model)])
            Assert.Equal(expected, Assert.Throws<ModelFormatException>(look).Message);
    }

    [Fact]
    public void A_pointer_of_Git_LFS_in_place_of_the_weights_is_named()
    {
        string model = _folder.Write("a.onnx", SampleOnnx.WithExternalWeights("a.onnx.data"));
        string weights = _folder.Write("a.onnx.data", "version https://git-lfs.github.com/spec/v1\n");

        var fault = Assert.Throws<ModelFormatException>(() => ClassifierFile.FilesOf(model));
        Assert.Equal((weights, "a Git LFS pointer"), (fault.File, fault.Found));
    }

    [Fact]
    public void Graphs_nested_without_end_are_refused()
    {
        byte[] graph = [];
        for (int depth = 0; depth < 2_000; depth++)
            graph = SampleOnnx.In(1, SampleOnnx.In(5, SampleOnnx.In(6, graph)));

        var fault = Assert.Throws<ModelFormatException>(() => ClassifierFile.FilesOf(_folder.Write("a.onnx", SampleOnnx.Model(graph))));
        Assert.Contains("nested more than 100 deep", fault.Found, StringComparison.Ordinal);
    }
}
