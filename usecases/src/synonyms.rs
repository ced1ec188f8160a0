//! The field's words for each category in four languages: what people type when they look for it.
//! Knows nothing about the names that the interface shows.

use domain::vocabulary::Category;

/// Words by which the listings of a category are found although they do not say them.
pub fn synonyms(category: Category) -> &'static str {
    match category {
        Category::Housing => {
            "житло притулок нічліг ночівля кімната квартира гуртожиток дах хостел \
             logement hébergement abri nuit chambre appartement foyer dormir accueil \
             housing shelter accommodation room flat sleep bed hostel \
             жильё приют ночлег ночёвка комната квартира общежитие"
        }
        Category::Health => {
            "здоров'я лікар лікарня медицина поліклініка аптека ліки стоматолог вагітність щеплення \
             santé médecin docteur hôpital soins pharmacie médicament dentiste grossesse vaccin \
             health doctor hospital medical clinic pharmacy medicine dentist pregnancy vaccine \
             здоровье врач доктор больница поликлиника аптека лекарства зубной беременность прививка"
        }
        Category::Legal => {
            "документи право юрист адвокат префектура захист довідка дозвіл консультація адміністрація \
             papiers droit juriste avocat préfecture protection démarches titre séjour administratif \
             papers legal lawyer prefecture protection documents permit advice administration \
             документы право юрист адвокат префектура защита справка разрешение консультация"
        }
        Category::Food => {
            "їжа продукти харчування їдальня обід гарячий набір \
             nourriture alimentation repas épicerie colis cantine soupe manger \
             food meals groceries parcel canteen soup eat \
             еда продукты питание столовая обед горячий набор"
        }
        Category::Clothing => {
            "одяг взуття гігієна душ прання підгузки куртка білизна \
             vêtements chaussures hygiène douche laverie couches manteau vestiaire \
             clothes shoes hygiene shower laundry diapers nappies coat \
             одежда обувь гигиена душ стирка подгузники куртка"
        }
        Category::Courses => {
            "курси французька мова навчання уроки розмовний клуб \
             cours français langue apprendre conversation FLE atelier \
             courses french language lessons learn conversation \
             курсы французский язык обучение уроки разговорный"
        }
        Category::School => {
            "школа діти дитина садок ясла навчання уроки табір підліток \
             école enfants enfant crèche maternelle collège lycée devoirs scolarité \
             school children child kindergarten nursery homework teenager \
             школа дети ребёнок садик ясли уроки лагерь подросток"
        }
        Category::Work => {
            "робота праця вакансія резюме зайнятість професія стажування \
             travail emploi offre CV métier stage formation insertion \
             work job employment resume career training internship \
             работа труд вакансия резюме занятость профессия стажировка"
        }
        Category::Transport => {
            "транспорт проїзд квиток поїзд автобус машина перевезення \
             transport trajet billet train bus voiture mobilité covoiturage \
             transport travel ticket train bus car ride \
             транспорт проезд билет поезд автобус машина перевозка"
        }
        Category::Money => {
            "гроші виплата допомога банк рахунок субсидія податки борг \
             argent allocation aide banque compte CAF impôts budget dette \
             money allowance benefit bank account taxes budget debt \
             деньги выплата пособие банк счёт налоги долг"
        }
        Category::Phone => {
            "телефон інтернет сім-карта зв'язок комп'ютер вайфай \
             téléphone internet carte SIM ordinateur numérique wifi \
             phone internet SIM card computer digital wifi \
             телефон интернет сим-карта связь компьютер вайфай"
        }
        Category::Psychological => {
            "психолог психологічна підтримка травма стрес депресія \
             psychologue soutien psychologique traumatisme écoute stress \
             psychologist psychological support trauma counselling stress \
             психолог психологическая поддержка травма стресс депрессия"
        }
        Category::Translation => {
            "переклад перекладач супровід \
             traduction traducteur interprète accompagnement \
             translation translator interpreter \
             перевод переводчик сопровождение"
        }
        Category::Animals => {
            "тварини собака кіт ветеринар корм \
             animaux chien chat vétérinaire croquettes \
             animals dog cat vet pet \
             животные собака кошка ветеринар корм"
        }
        Category::Culture => {
            "культура спільнота зустріч дозвілля спорт музей церква бібліотека \
             culture communauté rencontre loisirs sport musée église bibliothèque \
             culture community meeting leisure sport museum church library \
             культура сообщество встреча досуг спорт музей церковь библиотека"
        }
    }
}
