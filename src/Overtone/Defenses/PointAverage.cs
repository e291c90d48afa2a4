using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Defenses;

/// <summary>
/// Averages the answers at the points around images; of several settings it takes, for each image, the one whose probabilities have the
/// least entropy. Written with differentiable operations.
/// </summary>
/// <param name="output">What is averaged.</param>
/// <param name="points">How many points belong to each setting, in the order of the answers.</param>
internal sealed class PointAverage(AveragedOutput output, IReadOnlyList<int> points)
{
    /// <summary>Whether it can be differentiated: a vote is constant almost everywhere.</summary>
    public bool HasGradient => output != AveragedOutput.Vote;

    /// <summary>The averages as logits, [n, K], in the caller's scope.</summary>
    /// <param name="answers">The classifier's logits, [n, points, K].</param>
    public Tensor Of(Tensor answers)
    {
        Tensor[] settings = [.. points.Select((count, n) => OfSetting(answers.narrow(1, points.Take(n).Sum(), count)))];
        if (settings is [var only])
            return only;
        Tensor all = stack(settings, 1);
        // The choice is constant almost everywhere, so that the gradient is that of the chosen setting.
        Tensor choice = Entropies(all.detach()).argmin(1).reshape(-1, 1, 1).expand(-1, 1, all.shape[2]);
        return all.gather(1, choice).squeeze(1);
    }

    /// <summary>The entropy of the softmax of logits, in nats: [...] of [..., K].</summary>
    public static Tensor Entropies(Tensor logits)
    {
        using var scope = NewDisposeScope();
        Tensor logarithms = logits.log_softmax(-1);
        return (-(logarithms.exp() * logarithms).sum([-1])).MoveToOuterDisposeScope();
    }

    private Tensor OfSetting(Tensor answers) => output switch
    {
        AveragedOutput.Logits => answers.mean([1]),
        AveragedOutput.Softmax => answers.log_softmax(2).logsumexp(1) - Math.Log(answers.shape[1]),
        _ => Votes(answers).mean([1]).clamp_min(LogitClassifier.Floor).log(),
    };

    private static Tensor Votes(Tensor answers) =>
        nn.functional.one_hot(answers.argmax(2), answers.shape[2]).to_type(ScalarType.Float32);
}
