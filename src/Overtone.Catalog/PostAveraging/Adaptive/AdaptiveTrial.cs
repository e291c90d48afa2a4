using Overtone.Catalog.TrainedNetworks;
using Overtone.Defenses;
using Overtone.Models;

namespace Overtone.Catalog.PostAveraging.Adaptive;

/// <summary>
/// Attacks through one defence of one network. Smoothing has as many points as K directions make, 6K + 1; the factor is the radius in units
/// of the published one.
/// </summary>
internal sealed record AdaptiveTrial(
    AveragedNetwork Network, string Data, int Images, double Epsilon, AveragedDefence Defence, int Directions, double Factor, double Radius,
    AdaptiveBudget Budget, long Seed) : AveragingTrial(Network, Data, Images, Epsilon, Seed)
{
    public override string Label => Defence == AveragedDefence.None
        ? $"attacks on {Network}"
        : $"attacks through {StudyText.Kebab(Defence)} (K {Directions}, {Factor} R) of {Network}";

    /// <summary>The points that an average is over.</summary>
    public int Points => (6 * Directions) + 1;

    /// <summary>The whole deployed function.</summary>
    public IDifferentiableClassifier Defended(OpenNetwork network) => Defence switch
    {
        AveragedDefence.None => network.Classifier,
        AveragedDefence.PostAveraging => Averaged(network, Directions, Radius),
        _ => (IDifferentiableClassifier)(Smoothing(network) with { Average = AveragedOutput.Softmax }).Protect(network.Classifier),
    };

    /// <summary>Smoothing whose noise is as long, in the root of the mean square, as the points of the average are far away.</summary>
    public RandomizedSmoothing Smoothing(OpenNetwork network)
    {
        InputSize size = network.Classifier.InputSize;
        int pixels = size.Channels * size.Height * size.Width;
        // Of the distances 0, and R/3, 2R/3 and R along 2K ways.
        double meanSquare = Radius * Radius * (1 + 4 + 9) / 9 * 2 * Directions / Points;
        return new RandomizedSmoothing { Deviation = Math.Sqrt(meanSquare / pixels), Samples = Points, Seed = Seed };
    }
}

/// <summary>How hard a defence is attacked.</summary>
/// <param name="Steps">Gradient steps.</param>
/// <param name="Draws">Draws of the points that each gradient is averaged over.</param>
/// <param name="FreshDraws">Draws on which success is judged.</param>
/// <param name="Queries">Queries of the square attack; 0 for none.</param>
internal sealed record AdaptiveBudget(int Steps, int Draws, int FreshDraws, int Queries);
