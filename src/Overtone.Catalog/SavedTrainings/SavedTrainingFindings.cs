using Overtone.Spectra;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;
using Overtone.Studies;

namespace Overtone.Catalog.SavedTrainings;

/// <summary>What <see cref="SavedTrainingStudy"/> concludes from its tables.</summary>
internal sealed class SavedTrainingFindings(SavedTrainingOptions options, TableSet tables)
{
    private const double LogitLimit = 1e-3;

    public StudyFindings Conclude()
    {
        var estimates = new SavedTrainingEstimates(options, tables);
        bool lines = tables.Contains("errors"), filter = tables.Contains("filter_errors");
        Table settling = lines ? Settling() : Empty();
        return new StudyFindings
        {
            Claims = [],
            Estimates = [.. lines ? estimates.OfLines(settling) : [], .. filter ? estimates.OfFilter() : [], .. LooksLikeLogits ? [estimates.Logits(LargestSumError)] : Array.Empty<Estimate>()],
            Figures = [.. lines ? SavedTrainingFigures.OfLines(options, tables, settling) : [], .. filter ? SavedTrainingFigures.OfFilter(tables) : []],
            Tables = lines ? [WatchedErrors(), settling, Spectra()] : [],
            Notes = [.. lines ? LineNotes() : [], .. filter ? FilterNotes() : []],
        };
    }

    private double LargestSumError => tables["snapshots"].Rows.Max(r => r.Number("largest_sum_error"));

    private bool TargetsAreClasses => tables.Contains("projections") && tables["projections"].Rows.First().Integer("classes") > 0;

    private bool LooksLikeLogits => TargetsAreClasses && LargestSumError > LogitLimit;

    private IEnumerable<Row> Watched(long direction)
    {
        HashSet<double> watched = [.. tables["target_spectrum"].Rows.Where(r => r.Integer("direction") == direction && r.Integer("watched") == 1).Select(r => r.Number("frequency"))];
        return tables["errors"].Rows.Where(r => r.Integer("direction") == direction && watched.Contains(r.Number("frequency")));
    }

    private IEnumerable<long> Directions => tables["projections"].Rows.Select(r => r.Integer("direction"));

    private Table WatchedErrors()
    {
        var errors = new TableBuilder("watched_errors", Column.Integer("direction"), Column.Number("frequency"), Column.Number("step"), Column.Number("error"), Column.Number("magnitude_error"));
        foreach (Row row in Directions.SelectMany(Watched))
            errors.Add(row.Integer("direction"), row.Number("frequency"), row.Number("step"), row.Number("error"), row.Number("magnitude_error"));
        return errors.Build();
    }

    private static Table Empty() =>
        new TableBuilder("settling", Column.Integer("direction"), Column.Number("frequency"), Column.Number("settling_step"), Column.Number("first_crossing")).Build();

    private Table Settling()
    {
        var settling = new TableBuilder("settling", [.. Empty().Columns]);
        foreach (long direction in Directions)
        {
            foreach ((double frequency, double settled, double crossing) in SettlingOrder.Of(Watched(direction).Select(r => (r.Number("frequency"), r.Number("step"), r.Number("error"))), options.Threshold))
                settling.Add(direction, frequency, settled, crossing);
        }

        return settling.Build();
    }

    private Table Spectra()
    {
        var spectra = new TableBuilder("spectra", Column.Integer("direction"), Column.Text("function"), Column.Number("frequency"), Column.Number("amplitude"));
        foreach (Row row in tables["target_spectrum"].Rows)
            spectra.Add(row.Integer("direction"), "targets", row.Number("frequency"), row.Number("amplitude"));
        double[] steps = [.. tables["errors"].Rows.Select(r => r.Number("step")).Distinct().Order()];
        foreach (double step in new[] { steps[0], steps[^1] })
        {
            foreach (Row row in tables["errors"].Rows.Where(r => r.Number("step") == step))
                spectra.Add(row.Integer("direction"), $"step {step}", row.Number("frequency"), row.Number("amplitude"));
        }

        return spectra.Build();
    }

    private IEnumerable<string> LineNotes()
    {
        Row[] projections = [.. tables["projections"].Rows];
        Row first = projections[0];
        string outputs = options.Output < 0 ? "of all outputs together (ℓ2 norm)" : $"of output {options.Output}";
        yield return $"Spectra are {outputs} over {first.Integer("samples"):N0} samples, at frequencies in {first.Text("unit")}; the error is |ĥ − ŷ| / |ŷ| with complex coefficients. "
            + "Published scripts compare magnitudes only, which ignores the phase and is never larger: that is the column magnitude_error.";
        if (TargetsAreClasses)
            yield return $"The targets are class labels; one-hot vectors of {first.Integer("classes")} classes stand for them.";
        foreach (Row projection in projections)
        {
            yield return (options.Directions.Length > 0 ? $"Direction {projection.Integer("direction")}" : "The first principal direction")
                + $" holds {StudyText.Percent(projection.Number("explained_variance"))} of the inputs' variance; the standard deviation along it is {projection.Number("standard_deviation"):G3} in units of the inputs.";
        }

        Row spectrum = tables["target_spectrum"].Rows.First();
        int watched = tables["target_spectrum"].Rows.Count(r => r.Integer("watched") == 1);
        yield return options.Frequencies.Length > 0
            ? $"All {watched} given frequencies are watched."
            : $"{watched} frequencies are watched: the targets' spectral peaks above {spectrum.Number("floor"):G2} (1.5 times the sampling noise σ/√n), or those above it of an even grid where peaks are too few.";
        foreach (Row projection in projections)
        {
            int above = tables["target_spectrum"].Rows.Count(r => r.Integer("direction") == projection.Integer("direction") && r.Number("frequency") > projection.Number("nyquist_frequency"));
            if (above > 0)
                yield return $"Warning: {above} frequencies are above {projection.Number("nyquist_frequency"):G4}, the Nyquist frequency of the samples. Aliasing makes them look like lower ones.";
        }
    }

    private IEnumerable<string> FilterNotes()
    {
        Table shares = tables["energy_shares"];
        int flagged = shares.Rows.Count(r => r.Text("use") != "used");
        yield return $"The filter weighs {shares.Rows.First().Integer("samples"):N0} samples with exp(−|x − x'|²/(2δ)), the sample itself included: δ is a variance in squared units of the inputs, and small ones leave every sample alone. "
            + "Its low and high part are not orthogonal, so their energies do not add up to 1."
            + (flagged > 0 ? $" {flagged} of {shares.RowCount} variances are flagged in the table energy_shares, because a part has less than 1 % of the targets' energy, and left out of the summary." : "");
    }
}
