using System.Text.Encodings.Web;
using System.Text.Json;

namespace Overtone.Bench.Measuring;

/// <summary>One run of the program: prints figures as they come and keeps them for the JSON file.</summary>
/// <param name="python">The Python to start peers with; null to look for one.</param>
/// <param name="isQuick">Whether sizes are reduced.</param>
/// <param name="heatMapTool">The folder with the source of the published program for heat maps; null where there is none.</param>
/// <param name="foolbox">Folders with the sources of foolbox and eagerpy; null where there are none.</param>
/// <param name="autoAttack">A checkout of fra31/auto-attack; null where there is none.</param>
/// <param name="postAveraging">A checkout of YupingLin171/PostAvgDefense; null where there is none.</param>
internal sealed class BenchSession(
    string? python, bool isQuick, string? heatMapTool, string? foolbox, string? autoAttack, string? postAveraging)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<Figure> _figures = [];

    /// <summary>The Python to start peers with; null to look for one.</summary>
    public string? Python { get; } = python;

    /// <summary>The folder with the source of the published program for heat maps; null where there is none.</summary>
    public string? HeatMapTool { get; } = heatMapTool;

    /// <summary>Folders with the sources of foolbox and eagerpy, joined with a colon; null where there are none.</summary>
    public string? Foolbox { get; } = foolbox;

    /// <summary>A checkout of fra31/auto-attack; null where there is none.</summary>
    public string? AutoAttack { get; } = autoAttack;

    /// <summary>A checkout of YupingLin171/PostAvgDefense; null where there is none.</summary>
    public string? PostAveraging { get; } = postAveraging;

    /// <summary>Whether sizes are reduced: figures then decide nothing.</summary>
    public bool IsQuick { get; } = isQuick;

    /// <summary>How many demands are not met, or could not be measured.</summary>
    public int Failures { get; private set; }

    /// <summary>Measures one demand.</summary>
    public void Run(IDemand demand)
    {
        Console.WriteLine($"{demand.Name}: {demand.Promise}");
        try
        {
            demand.Measure(this);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or ArgumentException)
        {
            Failures++;
            Console.WriteLine($"  could not be measured: {e.Message}");
        }
    }

    /// <summary>Prints and keeps a figure.</summary>
    public void Report(Figure figure)
    {
        _figures.Add(figure);
        if (figure.Passed == false && !IsQuick)
            Failures++;
        Console.WriteLine($"  {figure}");
    }

    /// <summary>Prints a remark.</summary>
    public static void Remark(string text) => Console.WriteLine($"  {text}");

    /// <summary>Writes all figures.</summary>
    public void WriteJson(string path)
    {
        var content = new
        {
            Machine = Machine.Describe(),
            Quick = IsQuick,
            Figures = _figures.Select(f => new
            {
                f.Demand,
                f.What,
                f.Ours,
                f.Peer,
                f.Ratio,
                Demanded = f.Limit?.ToString(),
                f.Passed,
                f.Note,
            }),
        };
        File.WriteAllText(path, JsonSerializer.Serialize(content, Format) + "\n");
    }
}
