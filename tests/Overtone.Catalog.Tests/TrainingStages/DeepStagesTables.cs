using Overtone.Catalog.TrainingStages;
using Overtone.Studies.Tables;
using Overtone.Theory.TrainingStages;

namespace Overtone.Catalog.Tests.TrainingStages;

/// <summary>Made-up tables of deep networks, which support all claims.</summary>
internal static class DeepStagesTables
{
    internal static Table[] All(
        double imbalance = 1e-15, double loss = 1e-15, double used = 0.9, double late = 0.5, double smooth = 0.6, double window = 0.3)
    {
        var shares = new List<DeepStages.WholeShare>();
        var moments = new List<DeepStages.MomentShare>();
        var checks = new List<DeepStages.DeepCheck>();
        foreach (var (activation, inputs, power, slope) in new[]
        {
            (HiddenActivation.Relu, InputDensity.Normal, 2, -2.5),
            (HiddenActivation.Relu, InputDensity.Uniform, 2, -1),
            (HiddenActivation.Tanh, InputDensity.Normal, 2, -25),
            (HiddenActivation.Relu, InputDensity.Normal, 4, -2.6),
            (HiddenActivation.Relu, InputDensity.Uniform, 4, -1),
        })
        {
            for (var seed = 1; seed <= 6; seed++)
            {
                foreach (var cutoff in new[] { 0.5, 2.5, 4, 5.5, 8, 15 })
                {
                    var share = cutoff < 1 ? 0.9 : Math.Max(1e-30, Math.Pow(cutoff, slope));
                    shares.Add(new(activation, inputs, power, seed, cutoff, share));
                    moments.Add(new(activation, inputs, power, seed, 0, cutoff, share, 1));
                }

                checks.Add(new(activation, inputs, power, seed, 300, 2, imbalance, loss, used, late, smooth, window, 1, 0.1));
            }
        }

        return [Table.Of(shares), Table.Of(moments), Table.Of(checks)];
    }
}
