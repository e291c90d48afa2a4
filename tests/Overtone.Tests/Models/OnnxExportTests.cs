using Overtone.Models;
using Overtone.Models.Networks;
using Overtone.Models.Onnx;
using Overtone.Tests.Models.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public sealed class OnnxExportTests : IDisposable
{
    private const int Classes = 5;

    private static readonly InputSize[] Sizes = [new(1, 8, 8), new(3, 16, 16), new(3, 32, 32), new(3, 31, 29)];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, int> NetworksAndSizes => new MatrixTheoryData<string, int>(
        ["mlp-9-7", "mlp-12", "cnn-3-4-6", "cnn-2-3-6-5", "resnet-8x4", "resnet-14x3", "wrn-10-1", "wrn-16-2", "vgg"],
        Enumerable.Range(0, Sizes.Length));

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(NetworksAndSizes))]
    public void ONNX_Runtime_and_our_own_reader_compute_what_the_network_computes(string name, int size)
    {
        using nn.Module<Tensor, Tensor> network = Trained(Create(name, Sizes[size]), Sizes[size]);
        RequireAgreement(network, Sizes[size]);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Every_activation_is_written(Activation activation)
    {
        var size = new InputSize(1, 9, 8);
        var glorot = new Initialisation(WeightDistribution.Normal, WeightScale.Glorot, 1);
        using var perceptron = new MultilayerPerceptron(new PerceptronShape([72, 6, 7, Classes], activation, rickerWidth: 0.7), glorot, 1);
        RequireAgreement(perceptron, size);
        using var convolutional = new SmallConvolutionalNetwork(new ConvolutionalShape(1, 9, 8, 2, 3, 6, Classes, activation), glorot, 2);
        RequireAgreement(convolutional, size);
    }

    [Fact]
    public void A_sequence_of_layers_is_written_too()
    {
        using nn.Module<Tensor, Tensor> network = Trained(
            nn.Sequential(
                ("mix", nn.Conv2d(3, 4, (3, 2), stride: (2, 1), padding: (1, 0), dilation: (1, 2), groups: 1)),
                ("plain", nn.BatchNorm2d(4, eps: 0.01, affine: false)),
                ("bend", nn.ReLU()),
                ("around", new SkipConnection(nn.Conv2d(4, 4, 3, padding: 1), nn.Conv2d(4, 4, 1))),
                ("same", nn.Identity()),
                ("groups", nn.Conv2d(4, 6, 3, groups: 2, bias: false)),
                ("drop", nn.Dropout(0.5)),
                ("flat", nn.Flatten()),
                ("images", nn.Linear(2 * 4 * 6, 8)),
                ("normal", nn.BatchNorm1d(8)),
                ("logits", nn.Linear(8, 7)),
                ("twice", nn.Linear(7, Classes, hasBias: false))),
            new InputSize(3, 8, 8));
        RequireAgreement(network, new InputSize(3, 8, 8));
    }

    [Fact]
    public void The_file_says_what_it_is()
    {
        using var network = new ResidualNetwork(new ResidualShape(3, 1, [4, 6, 8], Classes), seed: 1);
        string file = _folder["net.onnx"];
        OnnxExport.Write(file, network, new InputSize(3, 9, 7));

        using OnnxClassifier classifier = (OnnxClassifier)ClassifierFile.Open(file);
        Assert.Equal((new InputSize(3, 9, 7), Classes), (classifier.InputSize, classifier.ClassCount));
        Assert.Equal(("images", "logits", false),
            (classifier.Description.Input, classifier.Description.Output, classifier.Description.IsBatchFixed));
        Assert.IsAssignableFrom<IDifferentiableClassifier>(classifier);
        using FileStream stream = File.OpenRead(file);
        Assert.Equal(17, OnnxProtobuf.Opset(stream));
        Assert.Equal(
            ["stem", "stage1_block1.first", "stage1_block1.second", "stage2_block1.first", "stage2_block1.second", "stage3_block1.first",
                "stage3_block1.second"],
            OnnxClassifier.FeatureMaps(file));
        Assert.Contains(("stage2_block1.shortcut.pixels", "Slice"), OnnxClassifier.Layers(file));
        Assert.Contains(("stage2_block1.sum", "Add"), OnnxClassifier.Layers(file));
        using Tensor? first = classifier.FirstConvolution();
        Tensors.RequireSame(network.named_parameters().Single(p => p.name == "features.stem.weight").parameter, first!);
    }

    [Theory]
    [InlineData("resnet-8x4")]
    [InlineData("wrn-10-1")]
    public void A_network_stays_as_it_is_and_its_mode_does_not_matter(string name)
    {
        var size = new InputSize(3, 8, 8);
        using nn.Module<Tensor, Tensor> network = Trained(Create(name, size), size);
        OnnxExport.Write(_folder["evaluation.onnx"], network, size);
        network.train();
        nn.Module frozen = network.named_modules().First(part => part.name.EndsWith("normalisation", StringComparison.Ordinal)).module;
        frozen.eval();
        double[] before = [.. network.state_dict().Values.SelectMany(tensor => tensor.Numbers())];
        OnnxExport.Write(_folder["training.onnx"], network, size);

        Assert.True(network.training);
        Assert.False(frozen.training);
        Assert.Equal(before, network.state_dict().Values.SelectMany(tensor => tensor.Numbers()));
        Assert.Equal(File.ReadAllBytes(_folder["evaluation.onnx"]), File.ReadAllBytes(_folder["training.onnx"]));
    }

    [Fact]
    public void Other_weights_give_other_bytes()
    {
        var size = new InputSize(1, 8, 8);
        byte[] Written(long seed)
        {
            using nn.Module<Tensor, Tensor> network = NetworkName.Read("cnn-2-3-4").Create(size, Classes, seed);
            OnnxExport.Write(_folder["net.onnx"], network, size);
            return File.ReadAllBytes(_folder["net.onnx"]);
        }

        Assert.Equal(Written(1), Written(1));
        Assert.NotEqual(Written(1), Written(2));
    }

    [Fact]
    public void What_cannot_be_written_is_named_and_leaves_no_file_behind()
    {
        using var network = nn.Sequential(
            ("first", nn.Sequential(("mix", nn.Conv2d(1, 2, 3)), ("curve", nn.GELU()))),
            ("flat", nn.Flatten()),
            ("read", nn.Linear(72, 2)));
        string file = _folder.Write("net.onnx", "what was there");
        string message = Assert.Throws<NotSupportedException>(() => OnnxExport.Write(file, network, new InputSize(1, 8, 8))).Message;

        Assert.StartsWith("The layer \"first.curve\" is GELU, which cannot be written to an ONNX file; expected Linear, ", message);
        Assert.Equal("what was there", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(true, true, 1, "The layer \"mix\" is a Conv2d with padding Reflect")]
    [InlineData(false, false, 1, "The layer \"plain\" is a batch normalisation without running statistics")]
    [InlineData(false, true, 2, "The layer \"flat\" is Flatten")]
    public void A_layer_that_computes_otherwise_is_refused(bool reflects, bool keepsStatistics, int firstFlat, string expected)
    {
        using var network = nn.Sequential(
            ("mix", nn.Conv2d(1, 2, 3, padding: 1, padding_mode: reflects ? PaddingModes.Reflect : PaddingModes.Zeros)),
            ("plain", nn.BatchNorm2d(2, track_running_stats: keepsStatistics)),
            ("flat", nn.Flatten(firstFlat)));
        string message = Assert.Throws<NotSupportedException>(
            () => OnnxExport.Write(_folder["net.onnx"], network, new InputSize(1, 8, 8))).Message;
        Assert.StartsWith(expected, message);
    }

    [Fact]
    public void Images_of_another_size_than_the_network_s_are_refused_before_there_is_a_file()
    {
        using var network = NetworkName.Read("mlp-5").Create(new InputSize(1, 8, 8), Classes, seed: 1);
        Assert.Throws<ModelFormatException>(() => OnnxExport.Write(_folder["net.onnx"], network, new InputSize(3, 8, 8)));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_sequence_of_nothing_is_refused()
    {
        using var nothing = nn.Sequential(("drop", nn.Dropout(0.1)));
        Assert.Throws<NotSupportedException>(() => OnnxExport.Write(_folder["net.onnx"], nothing, new InputSize(1, 8, 8)));
    }

    [Fact]
    public void Writing_leaves_no_tensor()
    {
        var size = new InputSize(3, 8, 8);
        using nn.Module<Tensor, Tensor> network = Create("wrn-10-1", size);
        Tensors.RequireNoTensorLeft(() => OnnxExport.Write(_folder["net.onnx"], network, size), times: 3);
    }

    private static nn.Module<Tensor, Tensor> Create(string name, InputSize size) => name == "vgg"
        ? new VggNetwork(
            new VggShape(size.Channels, size.Height, size.Width, [2, 3, 4], 5, Classes),
            new Initialisation(WeightDistribution.Normal, WeightScale.He, 1),
            seed: 3)
        : NetworkName.Read(name).Create(size, Classes, seed: 3);

    // Statistics, scales and shifts of normalisations are no longer those that a network begins with.
    private static nn.Module<Tensor, Tensor> Trained(nn.Module<Tensor, Tensor> network, InputSize size)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach ((int n, var parameter) in network.parameters().Where(parameter => parameter.dim() == 1).Index())
            parameter.add_(Drawn.Values(n, parameter.shape) * 0.2);
        network.train();
        for (int batch = 0; batch < 3; batch++)
            network.call((Drawn.Values(100 + batch, [6, size.Channels, size.Height, size.Width]) * 1.5) + 0.3);
        network.eval();
        return network;
    }

    private void RequireAgreement(nn.Module<Tensor, Tensor> network, InputSize size)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        string file = _folder["net.onnx"];
        OnnxExport.Write(file, network, size);
        using var module = OnnxModule.Open(file);
        foreach (int count in new[] { 1, 7 })
        {
            Tensor images = Drawn.Values(count, [count, size.Channels, size.Height, size.Width]), logits = network.call(images);
            double spread = (logits.max() - logits.min()).item<float>();
            Assert.True(spread > 0);
            Tensors.RequireNear(logits, Assert.Single(OnnxRuntime.Run(file, images)), 1e-5 * spread);
            Tensors.RequireNear(logits, module.call(images), 1e-5 * spread);
        }
    }
}
