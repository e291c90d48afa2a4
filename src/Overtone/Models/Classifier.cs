using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// What all classifiers do alike: checking, batching, filling up fixed batches, normalising, and naming failures. A backend only computes
/// one batch.
/// Source: none.
/// </summary>
public abstract class Classifier : IClassifier
{
    private const int BatchesPerCollection = 16;

    private readonly PixelNormalisation _normalisation;
    private readonly string _name;
    private readonly NumberType _numberType;
    private readonly bool _isLayer;
    private bool _isChannelsLast;
    private int _batchSize;
    private bool _isBatchFixed;
    private int _batches;
    private string[] _adaptations = [];

    /// <summary>Begins a classifier; <see cref="Probe"/> finishes it.</summary>
    /// <param name="name">The model file, or the module's name: what errors name.</param>
    /// <param name="spec">How the model wants its images, its layout decided.</param>
    /// <param name="size">The size of one image.</param>
    /// <param name="options">How to compute.</param>
    /// <param name="fixedBatch">The batch size the model insists on, or null.</param>
    /// <exception cref="ModelFormatException">The description does not fit the number of channels or itself.</exception>
    protected Classifier(string name, InputSpec spec, InputSize size, ClassifierOptions options, int? fixedBatch)
    {
        options.Validate();
        InputSpecRules.Require(spec, name);
        InputSpecRules.RequireChannels(spec, size.Channels, name);
        (_name, InputSize, Spec) = (name, size, spec);
        _batchSize = fixedBatch ?? Math.Min(options.BatchSize, MostImages(size));
        _isBatchFixed = fixedBatch is not null || options.FillsBatches;
        (Device, _numberType, _isLayer) = (options.Device ?? CPU, options.NumberType, options.Layer is not null);
        _isChannelsLast = options.ChannelsLast && size.Channels > 1 && spec.Layout != PixelLayout.Nhwc;
        _normalisation = new PixelNormalisation(spec, size.Channels, Device);
    }

    /// <inheritdoc/>
    public InputSize InputSize { get; }

    /// <inheritdoc/>
    public int ClassCount { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => Spec.ClassNames;

    /// <inheritdoc/>
    public ClassifierDescription Description
    {
        get
        {
            ClassifierDescription described = Describe(_batchSize, _isBatchFixed);
            string[] done = [.. _adaptations, .. Adaptations];
            return done.Length == 0 ? described : described with { Adaptations = done };
        }
    }

    /// <summary>
    /// The shape of one image's activations where a layer is answered (<see cref="ClassifierOptions.Layer"/>), before they are laid out in
    /// a row; empty for logits.
    /// </summary>
    public IReadOnlyList<long> LayerShape { get; private set; } = [];

    /// <summary>How the model wants its images.</summary>
    protected InputSpec Spec { get; }

    /// <summary>
    /// Whether the model may write into its input, as code of others may (<c>x.sub_(mean)</c>): then it is never handed the caller's own
    /// memory. True unless a backend cannot write.
    /// </summary>
    protected virtual bool MayWriteInput => true;

    /// <summary>What is done so that the model can be asked (<see cref="ClassifierDescription.Adaptations"/>).</summary>
    protected virtual IReadOnlyList<string> Adaptations => [];

    /// <summary>Where the model computes.</summary>
    protected Device Device { get; }

    /// <inheritdoc/>
    public Tensor Logits(Tensor images, CancellationToken cancellation = default)
    {
        RequireImages(images);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        Tensor logits = empty([images.shape[0], ClassCount], ScalarType.Float32, images.device);
        ForEachBatch(images, (batch, first, count) =>
        {
            Tensor output = Compute(batch);
            logits.narrow(0, first, count).copy_(output.narrow(0, 0, count));
        }, cancellation);
        return logits.MoveToOuterDisposeScope();
    }

    /// <summary>The kernels of the first convolution, in the order in which the model registers or computes its layers.</summary>
    /// <returns>float32 [out, in, height, width], which the caller disposes; null for a model without one, or whose weights are constants
    /// of its code.</returns>
    public virtual Tensor? FirstConvolution() => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Computes one batch.</summary>
    /// <param name="input">
    /// Of the options' number type, normalised, in the model's layout, contiguous, on <see cref="Device"/>; [n, ...].
    /// </param>
    /// <returns>Outputs [n, K] of a floating type, of any shape [n, ...] where a layer is answered, in the caller's dispose
    /// scope.</returns>
    protected abstract Tensor Forward(Tensor input);

    /// <summary>Describes the backend.</summary>
    /// <param name="batchSize">Images in a batch.</param>
    /// <param name="isBatchFixed">Whether every batch has exactly so many.</param>
    protected abstract ClassifierDescription Describe(int batchSize, bool isBatchFixed);

    /// <summary>Frees what the classifier owns.</summary>
    /// <param name="isDisposing">False in a finalizer.</param>
    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing)
            _normalisation.Dispose();
    }

    /// <summary>
    /// Computes grey images once, to learn the number of classes and whether more than one image can be computed at once: a reshape can
    /// have fixed the batch size at 1 though the file does not say so.
    /// </summary>
    /// <exception cref="ModelFormatException">The model fails, its output is not [n, K], or its class names are not K.</exception>
    protected void Probe()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _isChannelsLast = _isChannelsLast && MayWriteInput && TakesChannelsLast();
        ClassCount = (int)Compute(Grey(_isBatchFixed ? _batchSize : 1)).shape[1];
        if (!_isBatchFixed && _batchSize > 1)
        {
            try
            {
                Compute(Grey(2));
            }
            catch (ModelFormatException)
            {
                (_batchSize, _isBatchFixed) = (1, true);
            }
        }

        // One output tells two classes apart.
        if (Spec.ClassNames.Count > 0 && Spec.ClassNames.Count != ClassCount && (Spec.ClassNames.Count, ClassCount) != (2, 1))
            throw new ModelFormatException(_name, "classNames", $"{Spec.ClassNames.Count} names", $"{ClassCount}, one per output");
    }

    /// <summary>
    /// Calls an action for every batch, each in a dispose scope of its own; the last batch of a fixed size is filled up with its first
    /// image.
    /// </summary>
    private protected void ForEachBatch(Tensor images, Action<Tensor, int, int> action, CancellationToken cancellation)
    {
        int total = (int)images.shape[0];
        for (int first = 0; first < total; first += _batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_batches++ % BatchesPerCollection == 0)
                CollectionPoint.Collect();
            using var scope = NewDisposeScope();
            int count = Math.Min(_batchSize, total - first);
            Tensor batch = images.narrow(0, first, count).to(Device);
            if (_isBatchFixed && count < _batchSize)
                batch = cat([batch, batch.narrow(0, 0, 1).expand(_batchSize - count, -1, -1, -1)]);
            action(batch, first, count);
        }
    }

    /// <summary>The outputs of one batch of pixels, checked.</summary>
    private protected Tensor Compute(Tensor batch)
    {
        Tensor output;
        try
        {
            output = Forward(InputOf(batch));
        }
        catch (Exception error)
            when (error
                    is ArgumentException
                        or InvalidOperationException
                        or NotSupportedException
                        or InvalidCastException
                        or NotImplementedException)
        {
            // TorchSharp's, over a value that it does not know.
            throw new ModelFormatException(
                _name,
                "output",
                "a dictionary, or another value that TorchSharp cannot return",
                "a tensor, or a tuple or list of tensors",
                error);
        }
        catch (Exception error) when (error is ExternalException or OnnxRuntimeException)
        {
            throw new ModelFormatException(
                _name,
                "inference",
                $"\"{NativeMessage.Of(error)}\" for an input of shape [{string.Join(", ", batch.shape)}]",
                error.Message.Contains("'CUDA' backend", StringComparison.Ordinal)
                    ? "a model without a device in its code: trace it again on the CPU, with devices taken from the input (x.device)"
                    : _numberType == NumberType.Float32
                    ? $"a model that accepts images of {InputSize}; if it takes others, give --channels, or \"channels\", \"height\" and "
                        + "\"width\" in the side file"
                    : "a model that can run in bfloat16, with weights as parameters and not as constants in its code (as in a frozen "
                        + "one); or run it in float32",
                error);
        }

        if (_isLayer)
        {
            LayerShape = output.shape[1..];
            output = output.dim() > 2 ? output.flatten(1) : output;
        }

        output = WithoutEmptyAxes(output, batch.shape[0]);
        if (output.dim() != 2 || output.shape[0] != batch.shape[0] || output.shape[1] < 1)
        {
            throw new ModelFormatException(
                _name, "output", $"shape [{string.Join(", ", output.shape)}] for {batch.shape[0]} images",
                "[images, classes]: one row of class scores per image");
        }

        return output.to_type(ScalarType.Float32);
    }

    // [n, K, 1, 1] of fully convolutional networks, and [n] of those with one output.
    private Tensor WithoutEmptyAxes(Tensor output, long images)
    {
        if (output.dim() == 1 && output.shape[0] == images)
            return output.unsqueeze(1);
        if (output.dim() <= 2 || output.shape[2..].Any(side => side != 1))
            return output;
        _adaptations = [$"its outputs of shape [n, {string.Join(", ", output.shape[1..])}] are read as [n, {output.shape[1]}]"];
        return output.flatten(1);
    }

    // What is not normalised is the caller's own memory; rounding copies it anyway.
    private Tensor InputOf(Tensor batch)
    {
        bool isCopied = MayWriteInput && !_isChannelsLast && _numberType == NumberType.Float32 && _normalisation.KeepsPixels;
        Tensor input = _normalisation.Apply(isCopied ? batch.clone() : batch).contiguous();
        input = _numberType == NumberType.Float32 ? input : input.to_type(ScalarType.BFloat16);
        return _isChannelsLast ? ChannelsLast.Of(input) : input;
    }

    private protected void RequireImages(Tensor images) => RequireImages(images, InputSize);

    /// <summary>Throws unless a tensor holds float32 images of a size.</summary>
    internal static void RequireImages(Tensor images, InputSize size)
    {
        bool isRight = images.dtype == ScalarType.Float32 && images.dim() == 4
            && images.shape.AsSpan(1).SequenceEqual([size.Channels, size.Height, size.Width]);
        if (!isRight)
        {
            throw new ArgumentException(
                $"The images are {images.dtype} [{string.Join(", ", images.shape)}]; expected Float32 [N, C, H, W] of {size}.",
                nameof(images));
        }
    }

    /// <summary>The settings of a description: number type and memory order stand among them where they are not the usual ones.</summary>
    private protected string SettingsOf(string settings) =>
        $"{settings}{(_numberType == NumberType.Float32 ? "" : ", bfloat16")}{(_isChannelsLast ? ", channels last" : "")}";

    // A model may look at its input's memory (view), and need not say so.
    private bool TakesChannelsLast()
    {
        const double Rounding = 1e-3;
        int count = _isBatchFixed ? _batchSize : 2;
        Tensor ramp = linspace(0, 1, count * InputSize.Channels * InputSize.Height * InputSize.Width, device: Device)
            .reshape(count, InputSize.Channels, InputSize.Height, InputSize.Width);
        try
        {
            Tensor changed = Compute(ramp);
            _isChannelsLast = false;
            Tensor usual = Compute(ramp);
            return changed.shape.SequenceEqual(usual.shape)
                && (changed - usual).abs().max().item<float>() <= Rounding * (1 + usual.abs().max().item<float>());
        }
        catch (ModelFormatException)
        {
            return false;
        }
    }

    // A view on a tensor's memory ends at 2 GiB.
    private static int MostImages(InputSize size) =>
        (int)Math.Max(1, int.MaxValue / ((long)sizeof(float) * size.Channels * size.Height * size.Width));

    private Tensor Grey(int count)
    {
        float[] pixels = new float[count * InputSize.Channels * InputSize.Height * InputSize.Width];
        Array.Fill(pixels, 0.5f);
        return tensor(pixels, [count, InputSize.Channels, InputSize.Height, InputSize.Width], device: Device);
    }
}
