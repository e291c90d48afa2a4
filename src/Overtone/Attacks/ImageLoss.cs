using static TorchSharp.torch;

namespace Overtone.Attacks;

/// <summary>What an attack raises for each image of a batch.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Labels">int64 [n].</param>
/// <param name="Targets">The classes to be reached, int64 [n]; null where any other class will do.</param>
internal sealed record ImageLoss(AttackLoss Loss, Tensor Labels, Tensor? Targets = null)
{
    /// <summary>The loss of some images; in the caller's dispose scope.</summary>
    /// <param name="places">Their places, int64 [m].</param>
    public ImageLoss Some(Tensor places) =>
        new(Loss, Labels.index_select(0, places), Targets?.index_select(0, places));

    /// <summary>The losses.</summary>
    /// <param name="logits">float32 [n, K].</param>
    /// <returns>float32 [n], in the caller's dispose scope.</returns>
    public Tensor Values(Tensor logits)
    {
        using var scope = NewDisposeScope();
        Tensor labels = Labels.to(logits.device);
        Tensor? targets = Targets?.to(logits.device);
        return LossCotangents.Values(Loss, logits, labels, targets).MoveToOuterDisposeScope();
    }

    /// <summary>The derivatives by the logits of one batch.</summary>
    /// <param name="logits">float32 [m, K].</param>
    /// <param name="first">The place of the batch's first image.</param>
    public Tensor Cotangents(Tensor logits, int first)
    {
        using var scope = NewDisposeScope();
        Tensor labels = Labels.narrow(0, first, logits.shape[0]).to(logits.device);
        Tensor? targets = Targets?.narrow(0, first, logits.shape[0]).to(logits.device);
        return LossCotangents.Of(Loss, logits, labels, targets).MoveToOuterDisposeScope();
    }
}
