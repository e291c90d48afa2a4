namespace Overtone.Models;

/// <summary>
/// Another way in which a model may want its images.
/// Source: the preprocessing that model files come with most often.
/// </summary>
/// <param name="Name">What it is, as the rest of a sentence: <c>ImageNet's means and deviations</c>.</param>
/// <param name="Options">How it is asked for on the command line of an audit.</param>
/// <param name="Spec">The description.</param>
public sealed record InputAlternative(string Name, string Options, InputSpec Spec);

/// <summary>
/// The usual ways in which models want their images, to be tried where a model does badly: a wrong range, mean or order of channels is the
/// commonest reason.
/// Source: torchvision's and timm's transforms, Caffe's means, the means and deviations published with CIFAR-10 and MNIST.
/// </summary>
public static class InputAlternatives
{
    private const string ImageNet = "0.485,0.456,0.406", ImageNetStd = "0.229,0.224,0.225";
    private const string Cifar = "0.4914,0.4822,0.4465", CifarStd = "0.2470,0.2435,0.2616";
    private const string CaffeBgr = "103.939,116.779,123.68";

    /// <summary>All of them but the one that is described; those of colour images only for three channels.</summary>
    /// <param name="spec">How the model's images are described.</param>
    /// <param name="size">
    /// The size of the model's input, of 1 or 3 channels; small images are more likely CIFAR-10's than ImageNet's.
    /// </param>
    public static IReadOnlyList<InputAlternative> Of(InputSpec spec, InputSize size)
    {
        const int Small = 64;
        ArgumentNullException.ThrowIfNull(spec);
        List<InputAlternative> all =
        [
            With("pixels from 0 to 1", "0,1"), With("pixels from 0 to 255", "0,255"), With("pixels from -1 to 1", "-1,1"),
        ];
        if (size.Channels == 3)
        {
            InputAlternative imageNet = With("ImageNet's means and standard deviations", "0,1", ImageNet, ImageNetStd);
            InputAlternative cifar = With("CIFAR-10's means and standard deviations", "0,1", Cifar, CifarStd);
            all.AddRange(Math.Min(size.Height, size.Width) <= Small ? [cifar, imageNet] : [imageNet, cifar]);
            all.Add(Bgr("blue before red", spec));
            all.Add(Bgr("blue before red, Caffe's means", With("", "0,255", CaffeBgr).Spec));
            // A row of numbers says nothing of their order; most other models refuse one of the two.
            all.Add(spec.Layout == PixelLayout.Nhwc
                ? new("channels first", "--layout nchw", spec with { Layout = PixelLayout.Nchw })
                : new("channels last", "--layout nhwc", spec with { Layout = PixelLayout.Nhwc }));
        }
        else
        {
            all.Add(With("MNIST's mean and standard deviation", "0,1", "0.1307", "0.3081"));
        }

        return [.. all.Where(alternative => !IsSame(alternative.Spec, spec))];

        InputAlternative With(string name, string range, string mean = "", string std = "") =>
            Way(name, spec with { Range = Numbers(range), Mean = Numbers(mean), Std = Numbers(std) });

        InputAlternative Way(string name, InputSpec way) => new(name, Options(way, spec), way);

        InputAlternative Bgr(string name, InputSpec of) => Way(name, of with { Channels = ChannelOrder.Bgr });
    }

    // Where the description has a mean and the other way has none, its option must say so: the side file would give it back.
    private static string Options(InputSpec way, InputSpec described)
    {
        string?[] options =
        [
            way.Channels == described.Channels ? null : "--channels bgr",
            Option("--range", way.Range),
            Option("--mean", way.Mean) ?? (described.Mean.Count > 0 ? "--mean 0" : null),
            Option("--std", way.Std) ?? (described.Std.Count > 0 ? "--std 1" : null),
        ];
        return string.Join(' ', options.OfType<string>());
    }

    private static string? Option(string name, IReadOnlyList<double> numbers) => numbers.Count == 0
        ? null
        : $"{name} {string.Join(',', numbers.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)))}";

    private static double[] Numbers(string text) => text.Length == 0
        ? []
        : Array.ConvertAll(text.Split(','), number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture));

    private static bool IsSame(InputSpec one, InputSpec other) => one.Channels == other.Channels
        && one.Layout == other.Layout && one.Range.SequenceEqual(other.Range)
        && one.Mean.SequenceEqual(other.Mean) && one.Std.SequenceEqual(other.Std);
}
