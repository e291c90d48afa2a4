using Overtone.Data;
using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// What a training does to each batch before it takes a step on it: augmentation, noise, filtering, adversarial examples made on the
/// network as it is. A trainer knows nothing of which. Regimes are immutable; whatever they draw is a function of their seed, the epoch and
/// the image (or the step, where images are mixed), so that a training that was interrupted goes on as if it had not been.
/// Source: none; each regime names its own.
/// </summary>
public interface IRegime
{
    /// <summary>Whether it changes targets, which must then be probabilities of the classes, [n, classes].</summary>
    bool MixesTargets => false;

    /// <summary>Requires that it can change images of a shape.</summary>
    /// <param name="images">The shape of every image.</param>
    /// <exception cref="RegimeException">It cannot.</exception>
    void Require(ImageShape images)
    {
    }

    /// <summary>The regime with what it needs to know of the images that it is going to change; most need nothing.</summary>
    /// <param name="images">The training images.</param>
    /// <returns>The regime to train with.</returns>
    IRegime For(Dataset images) => this;

    /// <summary>The batch, changed.</summary>
    /// <param name="batch">The batch. Its tensors may be those of the data: they are not written into.</param>
    /// <param name="network">The network as it is before the step, in training mode.</param>
    /// <returns>A batch of as many samples; its tensors belong to the caller's dispose scope.</returns>
    TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network);
}

/// <summary>
/// What a regime says of itself so that people can ask for it by name, as in <c>gaussian-noise=0.1</c>.
/// Source: none.
/// </summary>
/// <typeparam name="TSelf">The regime.</typeparam>
public interface INamedRegime<TSelf> : IRegime
    where TSelf : INamedRegime<TSelf>
{
    /// <summary>Its name, in kebab-case.</summary>
    static abstract string Id { get; }

    /// <summary>What it does, a phrase for help: <c>adds normal noise ...</c>.</summary>
    static abstract string Summary { get; }

    /// <summary>The numbers that it takes.</summary>
    static abstract IReadOnlyList<RegimeNumber> Numbers { get; }

    /// <summary>The regime with such numbers.</summary>
    /// <param name="numbers">As many as <see cref="Numbers"/> has.</param>
    /// <param name="seed">The seed of what it draws.</param>
    static abstract TSelf With(IReadOnlyList<double> numbers, long seed);

    /// <summary>The regime of what people write after its name.</summary>
    /// <param name="given">The parts between colons.</param>
    /// <param name="seed">The seed of what it draws.</param>
    /// <exception cref="RegimeException">They are not what it takes.</exception>
    static virtual TSelf Read(IReadOnlyList<string> given, long seed) =>
        TSelf.With(RegimeNumber.ReadAll(TSelf.Id, TSelf.Numbers, given), seed);
}
