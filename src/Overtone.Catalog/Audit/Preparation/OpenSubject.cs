using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit.Preparation;

/// <summary>A subject, opened: its classifier and its images.</summary>
internal sealed class OpenSubject : IDisposable
{
    private readonly AuditSubject _subject;
    private readonly Device _device;
    private readonly InputSize _dataSize;
    private readonly OpenModel _model;
    private readonly Tensor _pixels;
    private readonly long[] _labels;

    public OpenSubject(AuditSubject subject, TrialContext context, Device device)
    {
        (_subject, _device) = (subject, device);
        Dataset images = ImageProblem.Open(subject.Data, context.Environment.DataRoots).Evaluation;
        _dataSize = new InputSize(images.Shape.Channels, images.Shape.Height, images.Shape.Width);
        _model = Reopen(subject.BatchSize, context);
        ClassNames = images.ClassNames;
        Dataset sample = subject.Images > 0 && subject.Images < images.Count ? images.Subset(subject.Images, subject.Seed) : images;
        // In random order, so that the first images are a random sample of all.
        int[] order = [.. Enumerable.Range(0, sample.Count).OrderBy(image => RandomStreams.SeedOf(subject.Seed, "order", image))];
        using var scope = NewDisposeScope();
        _pixels = ImageResize.Fit(sample.Images(order), Classifier.InputSize, subject.Input).DetachFromDisposeScope();
        _labels = Array.ConvertAll(order, image => (long)sample.Labels[image]);
    }

    /// <summary>The model.</summary>
    public IClassifier Classifier => _model.Classifier;

    /// <summary>The names of the labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The size of the images before they were fitted to the model.</summary>
    public InputSize DataSize => _dataSize;

    /// <summary>All images of the sample.</summary>
    public LabelledImages Images => new(_pixels, _labels);

    /// <summary>Some consecutive images of the sample; the caller's dispose scope owns them.</summary>
    public LabelledImages Part(int first, int count) => new(_pixels.narrow(0, first, count), _labels.AsMemory(first, count), first);

    /// <summary>The model once more, with another batch size.</summary>
    /// <param name="batchSize">Images a batch.</param>
    /// <param name="context">Where the demonstration's weights are.</param>
    /// <param name="layer">A layer that is answered instead of the logits.</param>
    /// <param name="type">What it computes with; what the subject says if not given.</param>
    public OpenModel Reopen(int batchSize, TrialContext context, string? layer = null, NumberType? type = null)
    {
        var options = new ClassifierOptions
        {
            BatchSize = batchSize,
            Threads = context.Environment.Threads,
            Device = _device,
            DataSize = _dataSize,
            Layer = layer,
            NumberType = type ?? _subject.Dtype,
        };
        return new OpenModel(_subject, options, context);
    }

    public void Dispose()
    {
        _model.Dispose();
        _pixels.Dispose();
    }
}
