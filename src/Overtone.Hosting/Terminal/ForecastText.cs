using System.Text.Json;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Hosting.Terminal;

/// <summary>Shows what a run would measure.</summary>
internal static class ForecastText
{
    private const string Unknown = "unknown";
    private const int MostNamed = 3;

    /// <summary>As a table and sentences.</summary>
    public static void Write(Output output, StudyRequest request, RunForecast forecast)
    {
        if (request.Sets > 1)
            output.Line($"All {request.Sets} sets of seeds together:");
        output.Table(
            ["trials", "in the store", "to measure", "time needed", "disk needed", "memory of each"],
            forecast.Kinds.Select(kind => (IReadOnlyList<string>)
            [
                kind.Kind,
                $"{kind.Stored:N0}",
                $"{kind.Missing:N0}",
                kind.Missing == 0 ? "" : Time(kind.Seconds),
                kind.Missing == 0 ? "" : Size(kind.Bytes),
                kind.Missing == 0 ? "" : Size(kind.Memory),
            ]));
        int missing = forecast.Missing.Count;
        output.Line(missing == 0 ? "Everything is in the store; nothing would be measured." : ToMeasure(request.Jobs, forecast));
        KindForecast[] guessed = [.. forecast.Kinds.Where(kind => kind.Missing > 0 && kind.Seconds is not null && !kind.HasSameSettings)];
        if (guessed.Length > MostNamed)
            output.Line("Most of these times are based on trials with other settings, and may be far off.");
        else if (guessed.Length > 0)
            output.Line($"The time for {string.Join(", ", guessed.Select(kind => kind.Kind))} is based on trials with other settings, "
                + "and may be far off.");
        if (forecast.MayGrow)
            output.Line("More trials may follow, depending on what these find.");
        output.Line(forecast.Rehearsed == 0
            ? "Nothing was measured or written (--dry-run)."
            : "The inputs were looked at to know what follows; nothing was written (--dry-run).");
    }

    /// <summary>As JSON; what is not known is null.</summary>
    public static string Json(StudyRequest request, RunForecast forecast) => JsonSerializer.Serialize(
        new
        {
            Study = request.Study.Id,
            request.Options.Preset,
            request.Sets,
            request.Environment.Store,
            request.Jobs,
            InStore = forecast.Kinds.Sum(kind => kind.Stored),
            ToMeasure = forecast.Missing.Count,
            forecast.Seconds,
            forecast.Bytes,
            forecast.Memory,
            forecast.MayGrow,
            Kinds = forecast.Kinds.Select(kind => new
            {
                kind.Kind,
                InStore = kind.Stored,
                ToMeasure = kind.Missing,
                kind.Seconds,
                kind.Bytes,
                kind.Memory,
                kind.HasSameSettings,
            }),
        },
        StudyJson.Indented);

    private static string ToMeasure(int jobs, RunForecast forecast)
    {
        int missing = forecast.Missing.Count;
        string what = $"{missing:N0} {(missing == 1 ? "trial" : "trials")} to measure with {jobs} {(jobs == 1 ? "job" : "jobs")}";
        return forecast.Seconds is { } seconds
            ? $"{what}: about {RunProgress.Format(TimeSpan.FromSeconds(Math.Ceiling(seconds)))}, "
                + $"{Size(forecast.Bytes)} on disk{(forecast.Memory is { } memory ? $", {SizeText.Of(memory)} of memory" : "")}."
            : $"{what}: the time is unknown until one of each kind is measured.";
    }

    private static string Time(double? seconds) =>
        seconds is { } known ? RunProgress.Format(TimeSpan.FromSeconds(Math.Ceiling(known))) : Unknown + " until one is measured";

    private static string Size(double? bytes) => bytes is { } known ? SizeText.Of(known) : Unknown;
}
