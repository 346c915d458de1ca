// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Registration
import Vocabulary

/// The terms of the demonstration's edition: invented, as they say themselves.
enum DemoTerms {
    static func fill(_ edition: ID<Edition>, since: Date, _ tx: Transaction) throws {
        try TermsStore(tx: tx).keep(Terms(edition: edition, number: 1, texts: texts, kept: since))
    }

    private static let texts: [Language: String] = [
        .en: """
        These terms are invented for the demonstration.

        # Your place

        A place is for the person who is named for it. An authority may name somebody else until the names are due. A place that is given back goes to whoever waits next.

        # What it costs

        The fees, and what is owed when a place is given back late, stand on the page of registration. They are those of the day on which the place was taken.

        # How we are together

        Everybody is heard, and nobody is insulted or harassed. Whoever does not keep to this may be asked to leave.

        # Photographs and recordings

        Sessions that are recorded are marked as such. You are photographed in a way that shows who you are only if you agreed to it, and you may change your mind at any time.

        # Your data

        Every question says what the answer is used for and how long it is kept. You find everything that is kept about you on your own page, and may ask for it to be erased.
        """,
        .fr: """
        Ces conditions sont inventées pour la démonstration.

        # Votre place

        Une place est destinée à la personne qui y est nommée. Une collectivité peut nommer quelqu’un d’autre jusqu’à la date limite. Une place rendue revient à la personne suivante sur la liste d’attente.

        # Ce qu’elle coûte

        Les frais, et ce qui reste dû lorsqu’une place est rendue tardivement, figurent sur la page d’inscription. Ce sont ceux du jour où la place a été prise.

        # Comment nous sommes ensemble

        Chacun est écouté, personne n’est insulté ni harcelé. Toute personne qui ne s’y tient pas peut être priée de partir.

        # Photographies et enregistrements

        Les séances enregistrées sont signalées comme telles. Vous n’êtes photographié de façon reconnaissable que si vous l’avez accepté, et vous pouvez changer d’avis à tout moment.

        # Vos données

        Chaque question dit à quoi sert la réponse et combien de temps elle est conservée. Vous trouvez sur votre page tout ce qui est conservé à votre sujet et pouvez en demander l’effacement.
        """,
        .de: """
        Diese Bedingungen sind für die Vorführung erfunden.

        # Ihr Platz

        Ein Platz ist für die Person bestimmt, die dafür benannt ist. Eine Kommune kann bis zum Stichtag jemand anderen benennen. Ein zurückgegebener Platz geht an die nächste Person auf der Warteliste.

        # Was er kostet

        Die Gebühren und was bei später Rückgabe geschuldet bleibt, stehen auf der Seite der Registrierung. Es gelten die des Tages, an dem der Platz genommen wurde.

        # Wie wir miteinander umgehen

        Alle werden gehört, niemand wird beleidigt oder belästigt. Wer sich nicht daran hält, kann gebeten werden zu gehen.

        # Fotos und Aufzeichnungen

        Sitzungen, die aufgezeichnet werden, sind gekennzeichnet. Erkennbar fotografiert werden Sie nur, wenn Sie zugestimmt haben; Sie können es sich jederzeit anders überlegen.

        # Ihre Daten

        Jede Frage sagt, wozu die Antwort dient und wie lange sie aufbewahrt wird. Alles, was über Sie aufbewahrt wird, finden Sie auf Ihrer eigenen Seite; Sie können verlangen, dass es gelöscht wird.
        """,
        .nl: """
        Deze voorwaarden zijn verzonnen voor de demonstratie.

        # Uw plaats

        Een plaats is voor wie ervoor is opgegeven. Een gemeente kan tot de uiterste datum iemand anders opgeven. Een plaats die wordt teruggegeven, gaat naar wie als volgende wacht.

        # Wat die kost

        De kosten, en wat verschuldigd blijft als een plaats laat wordt teruggegeven, staan op de pagina van de inschrijving. Het zijn die van de dag waarop de plaats is genomen.

        # Hoe wij met elkaar omgaan

        Iedereen wordt gehoord, niemand wordt beledigd of lastiggevallen. Wie zich daar niet aan houdt, kan worden gevraagd te vertrekken.

        # Foto’s en opnamen

        Sessies die worden opgenomen, zijn als zodanig aangegeven. U wordt alleen herkenbaar gefotografeerd als u daarmee hebt ingestemd; u kunt altijd van gedachten veranderen.

        # Uw gegevens

        Bij elke vraag staat waarvoor het antwoord dient en hoe lang het wordt bewaard. Alles wat over u wordt bewaard, vindt u op uw eigen pagina; u kunt vragen het te wissen.
        """,
        .es: """
        Estas condiciones son inventadas para la demostración.

        # Su plaza

        Una plaza es para la persona designada. Una entidad puede designar a otra hasta la fecha límite. Una plaza a la que se renuncia pasa a quien espera a continuación.

        # Lo que cuesta

        Las cuotas, y lo que se debe cuando se renuncia tarde, figuran en la página de inscripción. Son las del día en que se tomó la plaza.

        # Cómo convivimos

        Se escucha a todas las personas y no se insulta ni acosa a nadie. A quien no lo respete se le puede pedir que se marche.

        # Fotografías y grabaciones

        Las sesiones que se graban están señaladas. Solo se le fotografía de forma reconocible si lo ha aceptado, y puede cambiar de opinión en cualquier momento.

        # Sus datos

        Cada pregunta dice para qué sirve la respuesta y cuánto tiempo se conserva. Encontrará todo lo que se conserva sobre usted en su propia página y puede pedir que se suprima.
        """,
        .it: """
        Queste condizioni sono inventate per la dimostrazione.

        # Il vostro posto

        Un posto è per la persona che vi è nominata. Un ente può nominarne un’altra fino alla data limite. Un posto a cui si rinuncia va a chi attende dopo.

        # Quanto costa

        Le quote, e quanto resta dovuto quando si rinuncia tardi, sono indicate nella pagina di iscrizione. Valgono quelle del giorno in cui il posto è stato preso.

        # Come stiamo insieme

        Tutti vengono ascoltati e nessuno viene insultato o molestato. A chi non lo rispetta si può chiedere di andarsene.

        # Fotografie e registrazioni

        Le sessioni registrate sono segnalate come tali. Si viene fotografati in modo riconoscibile solo se lo si è accettato, e si può cambiare idea in qualsiasi momento.

        # I vostri dati

        Ogni domanda dice a che cosa serve la risposta e per quanto tempo viene conservata. Tutto ciò che è conservato su di voi si trova nella vostra pagina, e potete chiederne la cancellazione.
        """,
    ]
}
