using Overtone.Attacks;
using static TorchSharp.torch;

namespace Overtone.Training.Regimes;

/// <summary>
/// Puts in the place of each image one that the network, as it is, finds harder: projected gradient ascent of the cross entropy from a
/// random point of the ball. They are made in evaluation mode, so that they leave the statistics of batch normalisation alone.
/// Source: Madry et al. 2018.
/// </summary>
/// <param name="Ball">What is allowed.</param>
/// <param name="Steps">Gradient steps, 1 or more.</param>
/// <param name="Reach">The length of all steps together, in radii.</param>
/// <param name="Seed">The seed of the starts.</param>
public abstract record AdversarialRegime(NormBall Ball, int Steps, double Reach, long Seed) : IRegime
{
    /// <inheritdoc/>
    public TrainingBatch Change(TrainingBatch batch, nn.Module<Tensor, Tensor> network)
    {
        using var scope = NewDisposeScope();
        bool isTraining = network.training;
        network.eval();
        try
        {
            Tensor images = batch.Inputs, points = Start(batch);
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

    private Tensor Start(TrainingBatch batch)
    {
        Tensor images = batch.Inputs;
        var starts = new Tensor[images.shape[0]];
        for (int n = 0; n < starts.Length; n++)
        {
            using Generator generator = RandomStreams.Create(Seed, $"regime-adversarial-{batch.Epoch}", batch.SampleAt(n));
            starts[n] = Ball.Draw(generator, images.shape.AsSpan(1));
        }

        return Ball.Inside(images, images + stack(starts).to(images.device));
    }
}
