using Overtone.Catalog.Independent;
using Overtone.Studies.Independent;
using Overtone.Theory.TrainingStages;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainingStages;

/// <summary>How fast the loss above a frequency falls under gradient flow, computed once more.</summary>
internal static class TrainingStagesIndependent
{
    private const double HalfWidth = 12;
    private const int Count = 256;
    private const double Power = 4;
    private static readonly double[] Cutoffs = [0, 0.2, 0.5, 1];
    private static readonly double[][] Parameters = GivenNumbers.Normal("parameters", 3, 5);
    private static readonly int[] Widths = [4, 5, 3];
    private static readonly double[] DeepParameters = GivenNumbers.Normal("deep parameters", 8 + 25 + 18 + 3);

    public static IndependentScript Script => IndependentScript.Beside(
        typeof(TrainingStagesIndependent),
        new IndependentComputation(
            "the loss, its gradient's square, and the loss above each frequency with its rate under gradient flow",
            "NumPy: central differences of the loss along the flow", "rates",
            new { parameters = Parameters, half_width = HalfWidth, count = Count, cutoffs = Cutoffs }, GivenNumbers.Of(Rates), 7),
        new IndependentComputation(
            "of a deep network: a loss of the fourth power, its gradient's square, the derivatives' energy above each frequency, and the "
            + "error's with its rate under gradient flow",
            "NumPy: central differences of values and loss by every parameter, and along the flow", "deep_rates",
            new
            {
                parameters = DeepParameters,
                widths = Widths,
                power = Power,
                half_width = HalfWidth,
                count = Count,
                cutoffs = Cutoffs,
            },
            GivenNumbers.Of(DeepRates), 7));

    private static double[] Rates()
    {
        Tensor parameters = GivenNumbers.Matrix(Parameters);
        using var network = new OneHiddenLayer(HiddenActivation.Tanh, parameters[0], parameters[1], parameters[2]);
        using var grid = WeightedGrid.Normal(HalfWidth, Count);
        LossRates rates = LossRates.Of(network, (3 * grid.Points).sin(), grid, Cutoffs, out _);
        return [rates.Loss, rates.GradientSquare, .. rates.HighLoss, .. rates.HighRate];
    }

    private static double[] DeepRates()
    {
        using var network = new DeepNetwork(HiddenActivation.Tanh, Widths, tensor(DeepParameters, dtype: float64));
        using var grid = WeightedGrid.Normal(HalfWidth, Count);
        LossRates rates = LossRates.Of(network, (3 * grid.Points).sin(), grid, Cutoffs, out _, Power);
        return
        [
            rates.Loss, rates.GradientSquare, .. rates.HighTangents.Select(root => root * root), .. rates.HighLoss, .. rates.HighRate,
        ];
    }
}
