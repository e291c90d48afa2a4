using Overtone.Catalog.Independent;
using Overtone.Studies.Independent;
using Overtone.Theory.BallAverage;
using static TorchSharp.torch;

namespace Overtone.Catalog.PostAveraging;

/// <summary>What the studies of averaging measure, computed once more.</summary>
internal static class PostAveragingIndependent
{
    private const int Pixels = 12, Classes = 4, Directions = 3;
    private const double Radius = 0.8;

    private static readonly double[][] Weights = GivenNumbers.Normal("weights", Classes, Pixels),
        Images = GivenNumbers.Normal("images", 5, Pixels), Ways = GivenNumbers.Normal("ways", Directions, Pixels);

    /// <summary>The average of softmax over the points around images.</summary>
    public static IndependentScript Script => IndependentScript.Beside(
        typeof(PostAveragingIndependent),
        new IndependentComputation(
            "post-averaged probabilities of a classifier with one kink a class", "NumPy, point by point", "averaged",
            new { weights = Weights, images = Images, directions = Ways, radius = Radius }, GivenNumbers.Of(Averaged), 10));

    private static double[] Averaged()
    {
        var scheme = new SampledBallAverage(Pixels, Directions, Radius);
        Tensor ways = GivenNumbers.Matrix(Ways);
        Tensor offsets = scheme.Offsets(ways / ways.norm(1, keepdim: true)), weights = GivenNumbers.Matrix(Weights);
        Tensor points = GivenNumbers.Matrix(Images).unsqueeze(1) + offsets;
        return GivenNumbers.All(points.matmul(weights.t()).abs().softmax(-1).mean([1]));
    }
}
