using Overtone.Catalog.TrainedNetworks;
using Overtone.Data;
using Overtone.Models;
using Overtone.Robustness;
using Overtone.Spectra;
using Overtone.Studies;
using static Overtone.Catalog.FourierRobustness.PlantedBands.PlantedBandsStudy;
using static TorchSharp.torch;

namespace Overtone.Catalog.FourierRobustness.PlantedBands;

/// <summary>
/// The heat map of a network, ring by ring: the error, and how far the logits move.
/// Source: 1906.08988, Fig. 3 and, for the shift of a layer, Fig. 4.
/// </summary>
internal static class MapRings
{
    /// <summary>The rings of a network's heat map around the given distances.</summary>
    public static IEnumerable<RingRow> Of(OpenNetwork network, PlantedTrial trial, IReadOnlyList<double> radii, Recorder to)
    {
        var images = new LabelledImages(network.Images.Pixels[..trial.MapImages], network.Images.Labels[..trial.MapImages]);
        Tensor logits = network.Classifier.Logits(images.Pixels, to.Cancellation);
        double clean = ClassifierAnswers.Of(logits, images.Labels.Span).IsError.Average();
        var plane = new FrequencyPlane(network.Data.Shape.Height, network.Data.Shape.Width);
        var map = new FourierHeatMap(
            network.Classifier, images, new FourierPerturbation { Norm = trial.Norm, Seed = trial.Network.Seed });
        Dictionary<SpatialFrequency, (double Error, double Shift)> cells = [];
        foreach ((int n, SpatialFrequency cell) in plane.Classes.Index())
        {
            HeatMapCell measured = map.Measure(cell, logits, to.Cancellation);
            cells[cell] = (measured.Answers.IsError.Average() - clean, measured.LogitShift.Average());
            to.Report((double)n / plane.Classes.Count);
        }

        foreach (double radius in radii)
        {
            FrequencyRing ring = RadiusSteps.Ring(radius, RadiusSteps.Narrow);
            var inside = plane.Cells.Where(cell => cell.Radius > ring.Beyond && cell.Radius <= ring.UpTo)
                .Select(cell => cells[plane.Canonical(cell)]).ToArray();
            yield return new RingRow(
                trial.Set, trial.IsControl, radius, inside.Length, inside.Average(cell => cell.Error),
                inside.Average(cell => cell.Shift * cell.Shift));
        }
    }
}
