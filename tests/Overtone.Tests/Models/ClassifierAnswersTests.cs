using Overtone.Models;
using static TorchSharp.torch;

namespace Overtone.Tests.Models;

public class ClassifierAnswersTests
{
    [Fact]
    public void Answers_are_those_of_torch()
    {
        using var scope = NewDisposeScope();
        var logits = (Draw.Normal(1, 40, 5) * 20).to(ScalarType.Float32);
        long[] labels = [.. Enumerable.Range(0, 40).Select(n => (long)(n % 5))];
        var answers = ClassifierAnswers.Of(logits, labels);
        var exact = logits.to_type(ScalarType.Float64);
        Assert.Equal(logits.argmax(1).Numbers(), answers.Predictions.Select(p => (double)p));
        Near(nn.functional.cross_entropy(exact, tensor(labels), reduction: nn.Reduction.None).Numbers(), answers.Loss);
        Near(exact.softmax(1).amax([1]).Numbers(), answers.Confidence);
        var (top, _) = exact.topk(2, 1);
        Near((top.select(1, 0) - top.select(1, 1)).Numbers(), answers.Margin);
        Assert.Equal(answers.Predictions.Select((p, n) => p == n % 5 ? 0.0 : 1), answers.IsError);
        Assert.Equal(1 - answers.IsError.Average(), answers.Accuracy, 1e-12);
    }

    [Fact]
    public void Large_logits_do_not_overflow()
    {
        using var logits = tensor(new[] { 1e30f, -1e30f, 0 }, [1, 3]);
        var answers = ClassifierAnswers.Of(logits, [0]);
        Assert.Equal((0.0, 1.0), (answers.Loss[0], answers.Confidence[0]));
    }

    private static void Near(double[] expected, IReadOnlyList<double> found) =>
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
}
