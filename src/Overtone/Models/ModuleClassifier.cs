using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>
/// A classifier over a TorchSharp module, for networks trained in the same program. It computes in evaluation mode and leaves every
/// layer in the mode it found it in. The module stays the caller's.
/// Source: none.
/// </summary>
public sealed class ModuleClassifier : DifferentiableClassifier
{
    private readonly nn.Module<Tensor, Tensor> _module;

    /// <summary>A classifier over a module.</summary>
    /// <param name="module">From [n, C, H, W] to [n, K]; on the device of the options, and of their number type.</param>
    /// <param name="size">The size of one image.</param>
    /// <param name="spec">How it wants its images; pixels as they are if not given.</param>
    /// <param name="options">How to compute.</param>
    /// <exception cref="ModelFormatException">The module fails on one grey image, or its output is not [n, K].</exception>
    public ModuleClassifier(nn.Module<Tensor, Tensor> module, InputSize size, InputSpec? spec = null, ClassifierOptions? options = null)
        : base(module.GetName(), spec ?? InputSpec.Default, size, options ?? new ClassifierOptions(), fixedBatch: null)
    {
        _module = module;
        Probe();
    }

    /// <inheritdoc/>
    public override Tensor? FirstConvolution()
    {
        using var scope = NewDisposeScope();
        return _module.parameters().FirstOrDefault(p => p.dim() == 4)?.detach().to_type(ScalarType.Float32).cpu().clone().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        List<nn.Module> training = [.. _module.modules().Where(part => part.training)];
        if (training.Count == 0)
            return _module.call(input);
        _module.eval();
        try
        {
            return _module.call(input);
        }
        finally
        {
            RestoreTraining(training);
        }
    }

    /// <inheritdoc/>
    protected override ClassifierDescription Describe(int batchSize, bool isBatchFixed) => new(
        "TorchSharp module", __version__, _module.GetName(), "", "", $"{Device}", get_num_threads(), batchSize, isBatchFixed,
        SettingsOf("evaluation mode"));

    // train() reaches down to all parts, so whoever was in evaluation mode goes back there.
    private void RestoreTraining(List<nn.Module> training)
    {
        foreach (nn.Module part in _module.modules().ToList())
        {
            if (training.Contains(part))
                part.train();
            else
                part.eval();
        }
    }
}
