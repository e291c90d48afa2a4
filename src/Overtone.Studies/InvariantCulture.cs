using System.Globalization;

namespace Overtone.Studies;

/// <summary>
/// While it lasts, numbers in texts are written with a point and without grouping, whatever the program's culture: the same run gives the
/// same sentences, tables and pictures everywhere.
/// </summary>
internal readonly struct InvariantCulture : IDisposable
{
    private readonly CultureInfo _before;

    private InvariantCulture(CultureInfo before) => _before = before;

    /// <summary>Begins it for this thread and what it starts.</summary>
    public static InvariantCulture Enter()
    {
        var entered = new InvariantCulture(CultureInfo.CurrentCulture);
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return entered;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
