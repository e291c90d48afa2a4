using Overtone.Studies;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit.Preparation;

/// <summary>What the preflight learned about the sizes of an audit.</summary>
/// <param name="Channels">Channels of an input image.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Width">Its columns.</param>
/// <param name="Images">Images in the sample.</param>
internal sealed record ModelSize(int Channels, int Height, int Width, int Images)
{
    /// <summary>The shorter side, in pixels.</summary>
    public int Shorter => Math.Min(Height, Width);

    public static ModelSize Of(TableSet tables)
    {
        Row row = tables[PreflightMeasurement.Input].Rows.First();
        int Value(string column) => (int)row.Integer(column);
        return new ModelSize(Value("channels"), Value("height"), Value("width"), Value("images"));
    }
}
