namespace Overtone.Studies;

/// <summary>The presets of a study's options; each is the options as they are made, unless the record says otherwise.</summary>
/// <typeparam name="TSelf">The options record.</typeparam>
public interface IPresets<TSelf>
    where TSelf : StudyOptions, IPresets<TSelf>, new()
{
    /// <summary>Ten seconds: does everything run?</summary>
    static virtual TSelf Smoke => new();

    /// <summary>Three minutes on two cores: the default.</summary>
    static virtual TSelf Quick => new();

    /// <summary>
    /// Half an hour on two cores at most, for studies that train no image networks: <see cref="Quick"/> with enough replicates to decide.
    /// </summary>
    static virtual TSelf Thorough => TSelf.Quick;

    /// <summary>The source's experiment, which every other is compared with: see <see cref="OptionAttribute.Reduced"/>.</summary>
    static virtual TSelf Paper => new();
}
