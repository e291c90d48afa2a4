using Overtone.Data;
using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

/// <summary>Models made with PyTorch (Fixtures/make_fixtures.py), and what PyTorch answers.</summary>
internal static class Fixture
{
    /// <summary>torchvision's normalisation.</summary>
    internal static readonly InputSpec Normalised = new() { Mean = [0.485, 0.456, 0.406], Std = [0.229, 0.224, 0.225] };

    /// <summary>Caffe's: blue first, 0 to 255, means subtracted.</summary>
    internal static readonly InputSpec Caffe = new() { Channels = ChannelOrder.Bgr, Range = [0, 255], Mean = [104, 117, 123] };

    /// <summary>TorchScript does not say the size of its input.</summary>
    internal static readonly ClassifierOptions Rgb8x8 = new() { DataSize = new InputSize(3, 8, 8) };

    internal static readonly ClassifierOptions Grey8x8 = new() { DataSize = new InputSize(1, 8, 8) };

    internal static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Models", "Fixtures", name);

    /// <summary>An array as a float32 tensor.</summary>
    internal static Tensor Read(string name)
    {
        var array = NpyReader.Read(Path(name));
        return tensor(array.ToSingles(), [.. array.Shape.Select(size => (long)size)]);
    }

    /// <summary>The labels the gradients were computed for.</summary>
    internal static long[] Labels(int count) => [.. Enumerable.Range(0, count).Select(image => image % 4L)];

    /// <summary>A model of either kind by its file name.</summary>
    internal static IClassifier Open(string name, InputSpec? spec = null) =>
        ClassifierFile.Open(Path(name), spec, name.StartsWith("grey", StringComparison.Ordinal) ? Grey8x8 : Rgb8x8);

    internal static IDifferentiableClassifier OpenDifferentiable(string name, InputSpec? spec = null) =>
        (IDifferentiableClassifier)Open(name, spec);
}
