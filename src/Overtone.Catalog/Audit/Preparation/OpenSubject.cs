using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.Audit;

/// <summary>A subject, opened: its classifier and its images.</summary>
internal sealed class OpenSubject : IDisposable
{
    private readonly AuditSubject _subject;
    private readonly Device _device;
    private readonly InputSize? _dataSize;
    private readonly OpenModel _model;
    private readonly Tensor _pixels;
    private readonly int[] _order;
    private readonly long[] _labels;

    public OpenSubject(AuditSubject subject, Recorder to, Device device)
    {
        (_subject, _device) = (subject, device);
        Dataset images = ImageProblem.OpenOfAnySizes(subject.Data, to.Environment.DataRoots).Evaluation;
        _dataSize = SizeOf(images);
        _model = Reopen(subject.BatchSize, to);
        DataSize = _dataSize ?? Classifier.InputSize with { Channels = images.Channels };
        ClassNames = images.ClassNames;
        Dataset sample = SampleOf(images.HasOneSize ? images : OneByOne(images));
        // In random order, so that the first images are a random sample of all.
        _order = [.. Enumerable.Range(0, sample.Count).OrderBy(image => RandomStreams.SeedOf(subject.Seed, "order", image))];
        _pixels = (images.HasOneSize ? Fitted(sample, 0, sample.Count) : sample.Images(_order)).DetachFromDisposeScope();
        _labels = Array.ConvertAll(_order, image => (long)sample.Labels[image]);
    }

    /// <inheritdoc cref="OpenModel.Classifier"/>
    public IClassifier Classifier => _model.Classifier;

    /// <inheritdoc cref="OpenModel.Opened"/>
    public IClassifier Opened => _model.Opened;

    /// <summary>The names of the labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The size of the images before they were fitted to the model; the model's where each has its own.</summary>
    public InputSize DataSize { get; }

    /// <summary>All images of the sample.</summary>
    public LabelledImages Images => new(_pixels, _labels);

    /// <summary>How the model wants its images, as far as was said.</summary>
    public InputSpec Input => _subject.Input;

    /// <summary>
    /// Which of some images the model gets right when it is handed them in another way; none where it cannot take them so.
    /// </summary>
    public bool[] AreRightWith(InputSpec input, LabelledImages images, OutputKind outputs, Recorder to)
    {
        try
        {
            using var model = new OpenModel(_subject with { Input = input, Outputs = outputs }, Options(_subject.BatchSize, to), to);
            using Tensor logits = model.Classifier.Logits(images.Pixels, to.Cancellation);
            return [.. ClassifierAnswers.Of(logits, images.Labels.Span).IsError.Select(error => error == 0)];
        }
        catch (ModelFormatException)
        {
            return new bool[images.Count];
        }
    }

    /// <summary>Some consecutive images of the sample; the caller's dispose scope owns them.</summary>
    public LabelledImages Part(int first, int count) => new(_pixels.narrow(0, first, count), _labels.AsMemory(first, count), first);

    /// <summary>The sample's images in another version of the data set: as many images with the same labels.</summary>
    public Dataset SampleOf(Dataset images) =>
        _subject.Images is { } count && count < images.Count ? images.Subset(count, _subject.Seed) : images;

    /// <summary>
    /// Some of a sample's images as the model gets them, ordered like <see cref="Images"/>; the caller's scope owns them.
    /// </summary>
    public Tensor Fitted(Dataset sample, int first, int count)
    {
        using var scope = NewDisposeScope();
        Tensor images = sample.Images([.. _order.AsSpan(first, count)]);
        return ImageResize.Fit(images, Classifier.InputSize, _subject.Input).MoveToOuterDisposeScope();
    }

    /// <summary>The size of all images; null where each has its own.</summary>
    public static InputSize? SizeOf(Dataset images) =>
        images.HasOneSize ? new InputSize(images.Shape.Channels, images.Shape.Height, images.Shape.Width) : null;

    /// <summary>The model once more, with another batch size.</summary>
    /// <param name="batchSize">Images a batch.</param>
    /// <param name="to">Where the demonstration's weights are.</param>
    /// <param name="layer">A layer that is answered instead of the logits.</param>
    /// <param name="type">What it computes with; what the subject says if not given.</param>
    /// <param name="channelsLast">How images lie in memory; as the subject says if not given.</param>
    public OpenModel Reopen(int batchSize, Recorder to, string? layer = null, NumberType? type = null, bool? channelsLast = null)
    {
        ClassifierOptions options = Options(batchSize, to);
        return new OpenModel(
            _subject,
            options with { Layer = layer, NumberType = type ?? _subject.Dtype, ChannelsLast = channelsLast ?? _subject.ChannelsLast },
            to);
    }

    private Dataset OneByOne(Dataset images)
    {
        InputSize size = Classifier.InputSize;
        return images.Fitted(
            new ImageShape(size.Channels, size.Height, size.Width), image => ImageResize.Fit(image, size, _subject.Input));
    }

    private ClassifierOptions Options(int batchSize, Recorder to) => new()
    {
        BatchSize = batchSize,
        Threads = to.Environment.Threads,
        Device = _device,
        DataSize = _dataSize,
        NumberType = _subject.Dtype,
        FillsBatches = _subject.FillsBatches,
    };

    public void Dispose()
    {
        _model.Dispose();
        _pixels.Dispose();
    }
}
