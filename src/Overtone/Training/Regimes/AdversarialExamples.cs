using Overtone.Attacks;
using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// Puts in the place of each image one that the network, as it is, finds harder: projected gradient ascent of the cross entropy from a
/// random point of the ball. They are made in evaluation mode, so that they leave the statistics of batch normalisation alone.
/// Source: Madry et al. 2018 (ε = 8/255 in ℓ∞, steps of 2/255 on CIFAR-10: 7 as we recall the paper, 10 in the training published with it).
/// </summary>
/// <param name="Ball">What is allowed.</param>
/// <param name="Steps">Gradient steps.</param>
/// <param name="Seed">The seed of the starts.</param>
public sealed record AdversarialExamples(NormBall Ball, int Steps, long Seed) : INamedRegime<AdversarialExamples>
{
    // Of the radius, over all steps together: 7 · 2/255 is 1.75 · 8/255.
    private const double Reach = 1.75;

    /// <inheritdoc/>
    public static string Id => "adversarial";

    /// <inheritdoc/>
    public static IReadOnlyList<(string Name, double Usual)> Numbers => [("epsilon", 8.0 / 255), ("steps", 7)];

    /// <inheritdoc/>
    public static AdversarialExamples With(IReadOnlyList<double> numbers, long seed) =>
        new(new NormBall(AttackNorm.Linf, numbers[0]), (int)numbers[1], seed);

    /// <inheritdoc/>
    public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network)
    {
        using var scope = NewDisposeScope();
        bool isTraining = network.training;
        network.eval();
        try
        {
            Tensor images = batch.Inputs, points = Start(images, batch.Step);
            for (int step = 0; step < Steps; step++)
            {
                using var inner = NewDisposeScope();
                Tensor moved = points + (Ball.SteepestStep(Gradient(network, points, batch.Targets)) * (Reach * Ball.Epsilon / Steps));
                points = Ball.Inside(images, moved).MoveToOuterDisposeScope();
            }

            return batch with { Inputs = points.MoveToOuterDisposeScope() };
        }
        finally
        {
            network.train(isTraining);
        }
    }

    private static Tensor Gradient(nn.Module<Tensor, Tensor> network, Tensor points, Tensor targets)
    {
        Tensor inputs = points.detach().requires_grad_();
        // The sum, so that each image has its own gradient whatever the batch is.
        Tensor loss = LossFunction.Evaluate(network, Loss.CrossEntropy, new TrainingData(inputs, targets)) * inputs.shape[0];
        return autograd.grad([loss], [inputs])[0];
    }

    private Tensor Start(Tensor images, long step)
    {
        using Generator generator = RandomStreams.Create(Seed, "regime-adversarial", step);
        Tensor draws = stack([.. Enumerable.Range(0, (int)images.shape[0]).Select(_ => Ball.Draw(generator, images.shape.AsSpan(1)))]);
        return Ball.Inside(images, images + draws.to(images.device));
    }
}
