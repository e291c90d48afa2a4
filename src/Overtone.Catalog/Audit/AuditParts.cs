namespace Overtone.Catalog.Audit;

/// <summary>All parts, in the order in which an audit asks them and a report tells of them.</summary>
internal static class AuditParts
{
    public static IReadOnlyList<AuditPart> All { get; } =
    [
        new HeatMapPart(),
        new PicturesPart(),
        new ClassHeatMaps(),
        new FilteredImages(),
        new Noise(),
        new GradientMap(),
        new NumberTypes(),
        new ImageSpectrum(),
        new CorruptionPart(),
        new AttackPart(),
        new FourierAttack(),
        new FirstKernels(),
        new LayerPart(),
    ];

    /// <summary>Their kinds of trial by record.</summary>
    public static IReadOnlyDictionary<Type, AuditTrialKind> Trials { get; } =
        All.SelectMany(part => part.Trials).ToDictionary(kind => kind.Type);

    /// <summary>The options of the smallest audit.</summary>
    public static AuditOptions Smoke(AuditOptions options) => All.Aggregate(options, (smaller, part) => part.Smoke(smaller));
}
