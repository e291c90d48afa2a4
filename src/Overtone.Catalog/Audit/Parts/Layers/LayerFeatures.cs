using Overtone.Models;
using Overtone.Robustness;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>The feature maps of layers of a subject, on a trial's images.</summary>
internal sealed class LayerFeatures(LayerSpectraTrial trial, OpenSubject subject, Recorder to)
{
    private readonly Dictionary<string, IReadOnlyList<long>> _shapes = [];

    /// <inheritdoc cref="FeatureMaps.Of"/>
    public (Tensor? Maps, string Reason) Of(string name)
    {
        using var scope = NewDisposeScope();
        try
        {
            using OpenModel layer = subject.Reopen(trial.Subject.BatchSize, to, name);
            Tensor flat = layer.Classifier.Logits(subject.Part(0, trial.Count).Pixels, to.Cancellation);
            Tensor activations = flat.reshape([flat.shape[0], .. ((Classifier)layer.Opened).LayerShape]);
            PatchOrigin? origin = trial.Subject.IsDemonstration ? null : OnnxClassifier.PatchesOf(trial.Subject.Model, name);
            // A convolution is its own origin.
            IReadOnlyList<long>? convolution = origin is null || origin.Convolution == name ? null : ShapeOf(origin.Convolution);
            var (maps, reason) = FeatureMaps.Of(activations, convolution, origin);
            return (maps?.MoveToOuterDisposeScope(), reason);
        }
        catch (ModelFormatException error)
        {
            // Such as activations whose first axis does not count the images.
            return (null, $"{error.Field}: {error.Found}");
        }
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
}
