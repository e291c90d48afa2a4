using static TorchSharp.torch;

namespace Overtone.Training;

/// <summary>
/// Evaluates a <see cref="Loss"/>. For an ensemble of networks it is the sum over networks of each one's own loss, so that each trains as
/// it would alone.
/// Source: as <see cref="Loss"/>.
/// </summary>
internal static class LossFunction
{
    public static Tensor Evaluate(nn.Module<Tensor, Tensor> network, Loss loss, TrainingData batch, double smoothing = 0) => loss switch
    {
        Loss.CrossEntropy when smoothing > 0 => Smoothed(network.call(batch.Inputs), batch.Targets, smoothing),
        Loss.CrossEntropy when batch.Targets.is_floating_point() => SoftCrossEntropy(network.call(batch.Inputs), batch.Targets),
        Loss.CrossEntropy => nn.functional.cross_entropy(network.call(batch.Inputs), batch.Targets),
        Loss.MeanSquaredWithDerivative => WithDerivative(network, batch),
        _ => MeanSquared(network.call(batch.Inputs), batch.Targets),
    };

    private static Tensor Smoothed(Tensor logits, Tensor targets, double smoothing)
    {
        Tensor logarithms = logits.log_softmax(1);
        Tensor given = targets.is_floating_point()
            ? -(targets * logarithms).sum([1]).mean()
            : nn.functional.nll_loss(logarithms, targets);
        return (given * (1 - smoothing)) - (logarithms.mean() * smoothing);
    }

    private static Tensor SoftCrossEntropy(Tensor logits, Tensor targets) => -(targets * logits.log_softmax(1)).sum([1]).mean();

    private static Tensor MeanSquared(Tensor outputs, Tensor targets)
    {
        long networks = outputs.dim() > 2 ? outputs.shape[0] : 1;
        return (outputs - targets).square().mean() * networks;
    }

    private static Tensor WithDerivative(nn.Module<Tensor, Tensor> network, TrainingData batch)
    {
        if (batch.Derivatives is null || batch.Inputs.shape[^1] != 1 || batch.Targets.shape[^1] != 1)
            throw new InvalidOperationException("A loss with a derivative needs one-dimensional inputs, one output, and the target's "
                + "derivatives.");
        // Every network of an ensemble needs its own copy of the inputs, or the gradient would add their derivatives up.
        using Tensor probe = network.call(batch.Inputs.clone());
        Tensor inputs = probe.dim() > 2
            ? batch.Inputs.unsqueeze(0).expand(probe.shape[0], -1, -1).contiguous()
            : batch.Inputs.clone();
        inputs.requires_grad_();
        Tensor outputs = network.call(inputs);
        Tensor slope = autograd.grad([outputs.sum()], [inputs], retain_graph: true, create_graph: true)[0];
        return MeanSquared(outputs, batch.Targets) + MeanSquared(slope, batch.Derivatives);
    }
}
