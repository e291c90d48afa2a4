using MathNet.Numerics.Statistics;
using Overtone.Studies;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.FrequencyPrinciple;

/// <summary>
/// What <see cref="FrequencyPrinciple1d"/> concludes on early stopping. A seed is stopped at the step that is best for the other seeds, and
/// the end is a median of several records: the lowest of a seed's own losses lies below any other by chance alone, so that scatter without
/// overfitting would look like overfitting.
/// </summary>
internal sealed class EarlyStoppingFindings
{
    // Proposed before any deciding run: the loss rises by a factor of 1.3, the energy at the best step is half of that at the end.
    private const double RiseThreshold = 0.262;
    private const double EnergyThreshold = 0.5;
    // The target's peak is at 1 cycle per period, so "high" is everything above 2.
    private const double HighFrequency = 2;
    private const double LastShare = 0.25;
    private const string Paper = "1807.01251, one-dimensional experiments, early stopping";

    private readonly string? _reduction;

    public EarlyStoppingFindings(TableSet tables, string? reduction)
    {
        _reduction = reduction;
        var table = new TableBuilder(
            "early_stopping",
            Column.Integer("seed"), Column.Integer("best_step", "training steps"), Column.Number("best_test_loss"), Column.Number("end_test_loss"),
            Column.Number("best_high_energy"), Column.Number("end_high_energy"));
        ILookup<long, Row> losses = Of(tables["losses"]), spectra = Of(tables["spectra"]);
        foreach (IGrouping<long, Row> seed in losses)
        {
            IEnumerable<IGrouping<long, Row>> others = losses.Count > 1 ? losses.Where(other => other.Key != seed.Key) : losses;
            long best = others.SelectMany(rows => rows).GroupBy(r => r.Integer("step")).MinBy(rows => rows.Average(r => Math.Log(r.Number("test_loss"))))!.Key;
            long last = seed.Max(r => r.Integer("step"));
            double end = seed.Where(r => r.Integer("step") >= (1 - LastShare) * last).Select(r => r.Number("test_loss")).Median();
            double Energy(long step) =>
                spectra[seed.Key].Where(r => r.Integer("step") == step && r.Number("frequency") > HighFrequency).Sum(r => Math.Pow(r.Number("learned"), 2));
            table.Add(seed.Key, best, seed.First(r => r.Integer("step") == best).Number("test_loss"), end, Energy(best), Energy(last));
        }

        Table = table.Build();
    }

    /// <summary>Loss and energy of each seed at the best step and at the end.</summary>
    public Table Table { get; }

    public IReadOnlyList<JudgedClaim> Claims =>
    [
        new Claim
        {
            Id = "early-stopping-overfit",
            Statement = "Trained past the best step, the network overfits the noise",
            Source = Paper,
            Statistic = "natural logarithm of the test loss at the end (median of the last quarter of training) over that at the step that is best for the other seeds, mean over seeds",
            Threshold = RiseThreshold,
            Direction = Direction.AtLeast,
            Replicate = "seed",
            Replicates = 10,
            Published = "about 0.62, one network (digitised)",
        }.Judge([.. Table.Rows.Select(r => Math.Log(r.Number("end_test_loss") / r.Number("best_test_loss")))], _reduction),
        new Claim
        {
            Id = "early-stopping-spectrum",
            Statement = "At the best step the fit holds little of the high frequencies it takes up later",
            Source = Paper,
            Statistic = "energy of the fit above twice the peak frequency at the step that is best for the other seeds over that at the end, mean over seeds",
            Threshold = EnergyThreshold,
            Direction = Direction.AtMost,
            Replicate = "seed",
            Replicates = 10,
        }.Judge([.. Table.Rows.Select(r => r.Number("best_high_energy") / r.Number("end_high_energy"))], _reduction),
    ];

    private static ILookup<long, Row> Of(Table table) =>
        table.Rows.Where(r => r.Text("experiment") == FrequencyPrinciple1d.EarlyStopping).ToLookup(r => r.Integer("seed"));
}
