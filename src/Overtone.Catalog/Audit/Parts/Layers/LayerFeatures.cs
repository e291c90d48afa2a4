using Overtone.Models;
using Overtone.Spectra;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>
/// The feature maps of a layer, or why it has none. Where rows and columns are is never guessed from a count: convolutions say it
/// themselves, and tokens take them from the convolution that they come from.
/// </summary>
internal sealed class LayerFeatures(LayerSpectraTrial trial, OpenSubject subject, Recorder to)
{
    private readonly Dictionary<string, IReadOnlyList<long>> _shapes = [];

    /// <summary>The maps on the trial's images.</summary>
    /// <returns>[n, C, H, W] in the caller's dispose scope, or null and the reason, as the rest of a sentence.</returns>
    public (Tensor? Maps, string Reason) Of(string name)
    {
        using var scope = NewDisposeScope();
        try
        {
            using OpenModel layer = subject.Reopen(trial.Subject.BatchSize, to, name);
            Tensor flat = layer.Classifier.Logits(subject.Part(0, trial.Count).Pixels, to.Cancellation);
            IReadOnlyList<long> shape = ((Classifier)layer.Opened).LayerShape;
            var (maps, reason) = Arranged(name, flat.reshape([flat.shape[0], .. shape]), shape);
            return (maps?.MoveToOuterDisposeScope(), reason);
        }
        catch (ModelFormatException error)
        {
            // Such as activations whose first axis does not count the images.
            return (null, $"{error.Field}: {error.Found}");
        }
    }

    private (Tensor? Maps, string Reason) Arranged(string name, Tensor activations, IReadOnlyList<long> shape)
    {
        if (shape is not ([_, _] or [_, _, _]))
            return (null, WithoutDirections(shape));
        PatchOrigin? origin = trial.Subject.IsDemonstration ? null : OnnxClassifier.PatchesOf(trial.Subject.Model, name);
        // A convolution is its own origin.
        if (origin is null || origin.Convolution == name)
            return shape is [_, > 1, > 1] ? (activations, "") : (null, WithoutDirections(shape));
        if (ShapeOf(origin.Convolution) is not [_, var height and > 1, var width and > 1])
            return (null, $"{origin.Convolution}, which it comes from, has no two directions");
        return shape is [_, _, _] ? Maps(activations, shape, height, width) : Tokens(activations, shape, origin, (int)height, (int)width);
    }

    // Channels first or last: the two directions are the axes in the proportion of the convolution's.
    private static (Tensor? Maps, string Reason) Maps(Tensor activations, IReadOnlyList<long> shape, long height, long width)
    {
        bool isFirst = shape[1] * width == shape[2] * height, isLast = shape[0] * width == shape[1] * height;
        return (isFirst, isLast) switch
        {
            (true, false) when shape[1] > 1 && shape[2] > 1 => (activations, ""),
            (false, true) when shape[0] > 1 && shape[1] > 1 => (activations.permute(0, 3, 1, 2), ""),
            _ => (null, $"which axes of its activations, {Format(shape)}, are the {height}×{width} of its convolution cannot be told"),
        };
    }

    private static (Tensor? Maps, string Reason) Tokens(
        Tensor activations, IReadOnlyList<long> shape, PatchOrigin origin, int height, int width)
    {
        long extra = shape[0] - ((long)height * width);
        return (extra, origin.Extra) switch
        {
            (0, _) => (FeatureSpectrum.Grid(activations, height, width), ""),
            ( > 0, ExtraTokens.Leading) => (FeatureSpectrum.Grid(activations, height, width, (int)extra), ""),
            ( > 0, ExtraTokens.Trailing) => (FeatureSpectrum.Grid(activations, height, width), ""),
            ( > 0, _) => (null, $"{extra} of its {shape[0]} tokens are none of the {height}×{width} patches, and which is unknown"),
            _ => (null, $"its {shape[0]} tokens are fewer than the {height}×{width} patches of the embedding"),
        };
    }

    private IReadOnlyList<long> ShapeOf(string convolution)
    {
        if (!_shapes.TryGetValue(convolution, out IReadOnlyList<long>? shape))
        {
            using OpenModel layer = subject.Reopen(trial.Subject.BatchSize, to, convolution);
            _shapes.Add(convolution, shape = ((Classifier)layer.Opened).LayerShape);
        }

        return shape;
    }

    private static string WithoutDirections(IReadOnlyList<long> shape) =>
        $"its activations have the shape {Format(shape)}, without two directions";

    private static string Format(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape)}]";
}
